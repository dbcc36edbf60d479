/** Servers that are measured, each in a process of its own. */
package io.javamiko.benchmarks.server;
