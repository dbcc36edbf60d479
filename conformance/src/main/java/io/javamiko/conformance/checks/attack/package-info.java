/** Checks of the layer {@code attack}: published vulnerabilities. */
package io.javamiko.conformance.checks.attack;
