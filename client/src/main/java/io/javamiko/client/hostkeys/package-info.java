/**
 * Whose host key it is: {@link io.javamiko.client.hostkeys.HostKeyCheck} holds a server's key against known_hosts and asks a
 * {@link io.javamiko.client.hostkeys.HostKeyPolicy} about what is not there. Nothing connects without that decision.
 */
package io.javamiko.client.hostkeys;
