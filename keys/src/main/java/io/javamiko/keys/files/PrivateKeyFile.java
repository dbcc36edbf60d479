package io.javamiko.keys.files;

/** A private key file, freed of its container but not decrypted yet. */
sealed interface PrivateKeyFile permits OpenSSHKeyFile, PEMKeyFile, PuTTYKeyFile {
    boolean isEncrypted();

    /**
     * The public key's blob, a copy.
     *
     * @throws KeyFileException if it is encrypted like the private one, or there is no such key
     */
    byte[] publicBlob() throws KeyFileException;

    /** @param passphrase of no length if there is none; not looked at if the file is not encrypted */
    KeyFileContents open(char[] passphrase) throws KeyFileException;
}
