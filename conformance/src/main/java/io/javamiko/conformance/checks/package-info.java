/** The checks: a package a layer, a file a clause, each with a list that its layer's list names. Start at {@link
 * io.javamiko.conformance.checks.Checks}. */
package io.javamiko.conformance.checks;
