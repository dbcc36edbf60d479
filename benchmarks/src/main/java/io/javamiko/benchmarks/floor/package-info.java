/** What any transfer costs at least: a bare socket, and AES-GCM as the JDK has it. */
package io.javamiko.benchmarks.floor;
