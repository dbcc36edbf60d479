package io.javamiko.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** A security key in software: signs as the real ones do, with the flags that a test wants. */
public final class SoftSecurityKey implements Signer {
    private final SSHKeyPair pair;
    private final String application;
    private final int flags;

    private SoftSecurityKey(SSHKeyPair pair, String application, int flags) {
        this.pair = pair;
        this.application = application;
        this.flags = flags;
    }

    public static SoftSecurityKey ed25519(String application) {
        return new SoftSecurityKey(SSHKeyPair.generate("ssh-ed25519"), application, 1);
    }

    public static SoftSecurityKey ecdsa(String application) {
        return new SoftSecurityKey(SSHKeyPair.generate("ecdsa-sha2-nistp256"), application, 1);
    }

    public SoftSecurityKey withFlags(int flags) {
        return new SoftSecurityKey(pair, application, flags);
    }

    public SoftSecurityKey withApplication(String application) {
        return new SoftSecurityKey(pair, application, flags);
    }

    @Override
    public SSHPublicKey publicKey() {
        try {
            var in = new WireReader(pair.publicKey().blob());
            String type = in.name(64);
            return SSHPublicKey.decode(new WireWriter()
                    .utf8(type.equals("ssh-ed25519") ? SKEd25519PublicKey.TYPE : SKECDSAPublicKey.TYPE)
                    .raw(in.rest())
                    .utf8(application)
                    .toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<String> signatureAlgorithms() {
        return publicKey().signatureAlgorithms();
    }

    @Override
    public byte[] sign(String algorithm, byte[] data) throws IOException {
        if (algorithm.startsWith("webauthn-")) {
            String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(data);
            return web(
                    "{\"type\":\"webauthn.get\",\"challenge\":\"" + challenge
                            + "\",\"origin\":\"https://example.com\",\"crossOrigin\":false}",
                    "https://example.com",
                    flags,
                    new byte[0]);
        }
        return new WireWriter()
                .utf8(algorithm)
                .string(raw(data, flags, new byte[0]))
                .uint8(flags)
                .uint32(7)
                .toByteArray();
    }

    /** A signature by a browser with this client data. */
    byte[] web(String clientData, String origin, int flags, byte[] extensions) throws IOException {
        return new WireWriter()
                .utf8(SKECDSAPublicKey.WEBAUTHN)
                .string(raw(clientData.getBytes(UTF_8), flags, extensions))
                .uint8(flags)
                .uint32(7)
                .utf8(origin)
                .utf8(clientData)
                .string(extensions)
                .toByteArray();
    }

    private byte[] raw(byte[] message, int flags, byte[] extensions) throws IOException {
        byte[] signed = SecurityKeyAssertion.signedData(
                application, new SecurityKeyAssertion.Ending(flags, 7), extensions, message);
        var in = new WireReader(pair.sign(pair.publicKey().type(), signed));
        in.name(64);
        return in.string(1000);
    }
}
