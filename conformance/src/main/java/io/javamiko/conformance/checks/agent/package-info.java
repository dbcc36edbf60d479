/** Checks of the layer {@code agent}: the agent protocol. */
package io.javamiko.conformance.checks.agent;
