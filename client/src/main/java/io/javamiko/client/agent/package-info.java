/**
 * Ways to an agent ({@link io.javamiko.client.agent.AgentConnector}), and a keyring of ours behind a socket
 * ({@link io.javamiko.client.agent.AgentListener}).
 */
package io.javamiko.client.agent;
