/**
 * Fixtures for tests, not published: real OpenSSH in both roles, bad peers, faulty networks, and a look-out for leaks.
 *
 * <p>Start at {@link io.javamiko.testing.OpenSSHServer} (a real {@code sshd} for a test's length),
 * {@link io.javamiko.testing.OpenSSHClient} ({@code ssh}, {@code sftp}, {@code scp}, {@code ssh-keyscan} run against a
 * server of ours), {@link io.javamiko.testing.BadPeer}, {@link io.javamiko.testing.Relay} and
 * {@link io.javamiko.testing.LeakCheck}. Everything listens on the loopback address alone, is bounded in time, and is gone
 * after the test, also when its JVM is killed. A program that is missing is a failure, never a skipped test.
 */
package io.javamiko.testing;
