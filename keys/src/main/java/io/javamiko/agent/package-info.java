/**
 * The agent protocol (RFC 9987): keys stay in one process, which signs for the others.
 *
 * <p>Start at {@link io.javamiko.agent.AgentClient}, which asks an agent, and {@link io.javamiko.agent.AgentKeyring}, which is
 * one. §5 {@code AgentRequest} and {@code AgentReply}, §5.2.7 {@link io.javamiko.agent.KeyConstraints}, §3 {@code AgentFrames};
 * OpenSSH's PROTOCOL.agent §1 {@link io.javamiko.agent.SessionBinding}.
 *
 * <p>Knows keys; an {@link io.javamiko.agent.AgentLink} is all it sees of the world: who needs a socket or a pipe opens it.
 */
package io.javamiko.agent;
