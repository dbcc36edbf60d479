/** Other SSH servers and clients of Java as programs, for {@code ./matrix} to hold against the RFCs. */
package io.javamiko.benchmarks.peers;
