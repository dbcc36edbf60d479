/**
 * The data types of RFC 4251 §5, read and written with bounds.
 *
 * <p>Start at {@link io.javamiko.wire.WireReader} and {@link io.javamiko.wire.WireWriter}: uint8, boolean, uint32, uint64,
 * string, mpint, name-list. Layer API: it may change in a minor version.
 */
package io.javamiko.wire;
