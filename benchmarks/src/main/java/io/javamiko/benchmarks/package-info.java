/**
 * What a user would compare, measured: {@link io.javamiko.benchmarks.Micro} runs the small parts with JMH. {@code ./bench}
 * builds and starts it.
 */
package io.javamiko.benchmarks;
