/** What was measured, for people and for programs. */
package io.javamiko.benchmarks.report;
