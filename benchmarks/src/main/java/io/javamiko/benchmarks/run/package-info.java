/** What is measured, of whom, in which order: processes of clients and servers, and rounds in which each takes its turn. */
package io.javamiko.benchmarks.run;
