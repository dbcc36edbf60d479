/** Checks of the layer {@code role}: messages of the wrong role. */
package io.javamiko.conformance.checks.role;
