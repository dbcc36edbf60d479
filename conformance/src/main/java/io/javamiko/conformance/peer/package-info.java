/**
 * A peer that does what it is told: holds a connection at any depth, in either role, and sends what no sane peer would.
 *
 * <p>Start at {@link io.javamiko.conformance.peer.Peer}. What it proposes is a {@link
 * io.javamiko.conformance.peer.Proposal}; packets with wrong frames are {@link io.javamiko.conformance.peer.Frame}s; every
 * wait has its deadline from {@link io.javamiko.conformance.peer.Timing}; all that passes stands in the {@link
 * io.javamiko.conformance.peer.Transcript}.
 */
package io.javamiko.conformance.peer;
