package io.javamiko.agent;

import io.javamiko.ProtocolException;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.files.KeyFileException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;

/**
 * A key with its private half as it is added to an agent (RFC 9987 §5.2). A certificate takes the place of the public fields
 * (OpenSSH's PROTOCOL.certkeys), which are read out of it: so the private half must be that of the certified key.
 */
record AgentKeyFields(SSHPublicKey publicKey, SSHKeyPair pair) {
    private static final String CERTIFICATE = "-cert-v01@openssh.com";
    private static final int MAX_FIELD = 4 * 1024; // bytes: a number of an RSA key of 16,384 bits

    /** Reads type and fields; comment and constraints stay in {@code in}. */
    static AgentKeyFields decode(WireReader in) throws ProtocolException, KeyFileException {
        String type = new WireReader(in.array(), in.position(), in.remaining()).name(AgentRequest.MAX_NAME);
        if (type.startsWith("sk-")) {
            throw new ProtocolException("a key that is in a security key can't sign here");
        }
        if (!type.endsWith(CERTIFICATE)) {
            var pair = SSHKeyPair.decode(in);
            return new AgentKeyFields(pair.publicKey(), pair);
        }
        in.skip(4 + type.length());
        byte[] certificate = in.string(AgentRequest.MAX_KEY);
        var publicKey = SSHPublicKey.decode(certificate);
        var plain = new WireWriter(2048);
        try {
            withPublicFields(type, new WireReader(certificate), in, plain);
            var pair = SSHKeyPair.decode(new WireReader(plain.array(), 0, plain.size()));
            return new AgentKeyFields(publicKey, pair);
        } finally {
            plain.wipe();
        }
    }

    private static void withPublicFields(String type, WireReader certificate, WireReader in, WireWriter plain)
            throws ProtocolException {
        if (!certificate.name(AgentRequest.MAX_NAME).equals(type)) {
            throw new ProtocolException("a certificate is of another type than the key that it comes with");
        }
        certificate.string(MAX_FIELD); // nonce
        String base = type.substring(0, type.length() - CERTIFICATE.length());
        plain.utf8(base);
        switch (base) {
            case "ssh-ed25519", "ssh-ed448" -> {
                copy(certificate, plain, 1);
                in.string(MAX_FIELD); // the public half again
                copy(in, plain, 1);
            }
            case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> {
                copy(certificate, plain, 2);
                copy(in, plain, 1);
            }
            case "ssh-dss" -> {
                copy(certificate, plain, 4);
                copy(in, plain, 1);
            }
            case "ssh-rsa" -> {
                byte[] exponent = certificate.string(MAX_FIELD); // a certificate has e, n; a private key n, e
                copy(certificate, plain, 1);
                plain.string(exponent);
                copy(in, plain, 4);
            }
            default -> throw new ProtocolException("a certificate of this type can't be held here");
        }
    }

    /** Writes type and fields. */
    void encode(WireWriter out) throws ProtocolException {
        String type = publicKey.type();
        if (!type.endsWith(CERTIFICATE)) {
            pair.encode(out);
            return;
        }
        var plain = new WireWriter(2048);
        try {
            pair.encode(plain);
            var in = new WireReader(plain.array(), 0, plain.size());
            in.stringReader(AgentRequest.MAX_NAME); // the plain type
            out.utf8(type).string(publicKey.blob());
            switch (pair.publicKey().type()) {
                case "ssh-ed25519", "ssh-ed448" -> copy(in, out, 2);
                case "ssh-dss" -> {
                    skip(in, 4);
                    copy(in, out, 1);
                }
                case "ssh-rsa" -> {
                    skip(in, 2);
                    copy(in, out, 4);
                }
                default -> {
                    skip(in, 2);
                    copy(in, out, 1);
                }
            }
        } finally {
            plain.wipe();
        }
    }

    private static void skip(WireReader in, int fields) throws ProtocolException {
        for (int i = 0; i < fields; i++) {
            in.stringReader(MAX_FIELD);
        }
    }

    private static void copy(WireReader in, WireWriter out, int fields) throws ProtocolException {
        for (int i = 0; i < fields; i++) {
            var field = in.stringReader(MAX_FIELD); // not copied on its way: it may be secret
            out.string(field.array(), field.position(), field.remaining());
        }
    }
}
