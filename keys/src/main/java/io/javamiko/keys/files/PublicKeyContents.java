package io.javamiko.keys.files;

/**
 * What a public key file holds, freed of its format. Immutable if nobody writes into the array.
 *
 * @param blob the key as it goes over the wire (RFC 4253 §6.6), not checked yet
 * @param comment what the file says about it, empty if nothing
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to who decodes it; nobody compares two
public record PublicKeyContents(byte[] blob, String comment) {}
