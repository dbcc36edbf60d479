/** Large files and streams, each way: how fast, and for how much CPU. */
package io.javamiko.benchmarks.bulk;
