/** JMH's small parts: packets, key exchanges, signatures, messages. What is package-private has its benchmark beside it. */
package io.javamiko.benchmarks.micro;
