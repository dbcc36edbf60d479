/** The process of a client that is measured: does what the lines it reads ask for, and says how long that took. */
package io.javamiko.benchmarks.worker;
