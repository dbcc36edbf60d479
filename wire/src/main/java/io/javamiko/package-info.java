/**
 * The words that every layer shares: the root of the exceptions, deadlines, threads, and text from a peer made safe to show.
 *
 * <p>Knows nothing of SSH's messages; those begin in {@code io.javamiko.wire}.
 */
package io.javamiko;
