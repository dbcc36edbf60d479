/** One large file between a real sshd and each of the clients that a user could take, in turns, in one run. */
package io.javamiko.benchmarks.bulk;
