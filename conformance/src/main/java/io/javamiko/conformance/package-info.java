/**
 * The conformance kit: checks as data, their runs against a server or a client, and what came of them.
 *
 * <p>Start at {@link io.javamiko.conformance.Runner}: {@code new Runner(target, options).run(Checks.all())} gives a {@link
 * io.javamiko.conformance.RunResult}, which {@link io.javamiko.conformance.Reports} writes. A {@link
 * io.javamiko.conformance.Check} is a row of the {@link io.javamiko.conformance.Catalogue} and a script that is held over a
 * {@link io.javamiko.conformance.Conversation}. The checks themselves stand in {@code checks}, the scripted peer in {@code
 * peer}. This API may change in minor versions.
 */
package io.javamiko.conformance;
