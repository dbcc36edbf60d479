package io.javamiko.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.javamiko.auth.AuthMessage.AuthBanner;
import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.auth.KeyboardInteractiveMethod;
import io.javamiko.auth.KeyboardInteractiveMethod.InfoRequest;
import io.javamiko.auth.KeyboardInteractiveMethod.InfoResponse;
import io.javamiko.auth.KeyboardInteractiveMethod.Prompt;
import io.javamiko.auth.MethodRequest;
import io.javamiko.auth.PasswordMethod;
import io.javamiko.auth.PublicKeyMethod;
import io.javamiko.auth.SecretText;
import io.javamiko.connection.ConnectionMessage.ChannelClose;
import io.javamiko.connection.ConnectionMessage.ChannelData;
import io.javamiko.connection.ConnectionMessage.ChannelExtendedData;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.connection.ConnectionMessage.ChannelOpenFailure;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.ConnectionMessage.ChannelWindowAdjust;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.connection.SessionRequest;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.transport.ExtInfo;
import io.javamiko.transport.KexInit;
import io.javamiko.transport.Message;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage.Debug;
import io.javamiko.transport.TransportMessage.Disconnect;
import io.javamiko.transport.TransportMessage.NewKeys;
import io.javamiko.transport.TransportMessage.Ping;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import io.javamiko.transport.TransportMessage.Unimplemented;
import io.javamiko.transport.kex.KexMessage.DHInit;
import io.javamiko.transport.kex.KexMessage.DHReply;
import io.javamiko.transport.kex.KexMessage.ECDHInit;
import io.javamiko.transport.kex.KexMessage.ECDHReply;
import io.javamiko.transport.kex.KexMessage.GEXGroup;
import io.javamiko.transport.kex.KexMessage.GEXRequest;
import io.javamiko.transport.kex.KexMessage.RSADone;
import io.javamiko.transport.kex.KexMessage.RSAPubkey;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageTextTest {
    private static final SSHPublicKey PUBLIC_KEY =
            SSHKeyPair.generate("ssh-ed25519", DeterministicRandom.of(1)).publicKey();
    private static final byte[] KEY = PUBLIC_KEY.blob();
    private static final String SHOWN_KEY = "ssh-ed25519 " + PUBLIC_KEY.fingerprint();

    static Stream<Arguments> messages() {
        return Stream.of(
                arguments(
                        new Disconnect(2, "no \u001b[31m\"red\"", ""),
                        "DISCONNECT reason=2 (protocol error) description=\"no \\x1b[31m\\\"red\\\"\""),
                arguments(new Unimplemented(7), "UNIMPLEMENTED sequence=7"),
                arguments(new Debug(true, "hi", "en"), "DEBUG always_display=true message=\"hi\" language=\"en\""),
                arguments(new ServiceRequest("ssh-userauth"), "SERVICE_REQUEST service=\"ssh-userauth\""),
                arguments(
                        new ExtInfo(List.of(ExtInfo.Extension.of("ping@openssh.com", "0"))),
                        "EXT_INFO extensions=1 name=\"ping@openssh.com\" value=\"0\""),
                arguments(new NewKeys(), "NEWKEYS"),
                arguments(new Ping(new byte[] {1, 2}), "PING data=0102"),
                arguments(
                        new AuthRequest("me", "ssh-connection", new MethodRequest.None()),
                        "USERAUTH_REQUEST user=\"me\" service=\"ssh-connection\" method=\"none\""),
                arguments(
                        new AuthRequest(
                                "me",
                                "ssh-connection",
                                new PasswordMethod.Password(SecretText.of("hunter2".toCharArray()))),
                        "USERAUTH_REQUEST user=\"me\" service=\"ssh-connection\" method=\"password\" change=false password=(secret)"),
                arguments(
                        new AuthRequest(
                                "me",
                                "ssh-connection",
                                new PasswordMethod.PasswordChange(
                                        SecretText.of("old".toCharArray()), SecretText.of("new".toCharArray()))),
                        "USERAUTH_REQUEST user=\"me\" service=\"ssh-connection\" method=\"password\" change=true password=(secret)"),
                arguments(
                        new AuthRequest("me", "ssh-connection", new PublicKeyMethod.Query("ssh-ed25519", KEY)),
                        "USERAUTH_REQUEST user=\"me\" service=\"ssh-connection\" method=\"publickey\" signed=false algorithm=\"ssh-ed25519\" key="
                                + SHOWN_KEY),
                arguments(
                        new AuthRequest(
                                "me", "ssh-connection", new PublicKeyMethod.Signed("ssh-ed25519", KEY, new byte[] {9})),
                        "USERAUTH_REQUEST user=\"me\" service=\"ssh-connection\" method=\"publickey\" signed=true algorithm=\"ssh-ed25519\" key="
                                + SHOWN_KEY + " signature=09"),
                arguments(
                        new AuthRequest("me", "ssh-connection", new KeyboardInteractiveMethod.Start("", "pam")),
                        "USERAUTH_REQUEST user=\"me\" service=\"ssh-connection\" method=\"keyboard-interactive\" submethods=\"pam\""),
                arguments(
                        new AuthRequest("me", "ssh-connection", new MethodRequest.Unknown("new@x", new byte[] {1, 2})),
                        "USERAUTH_REQUEST user=\"me\" service=\"ssh-connection\" method=\"new@x\" fields=(secret)"),
                arguments(
                        new AuthFailure(List.of("publickey", "password"), true),
                        "USERAUTH_FAILURE methods=publickey,password partial_success=true"),
                arguments(new AuthSuccess(), "USERAUTH_SUCCESS"),
                arguments(new AuthBanner("two\nlines", ""), "USERAUTH_BANNER message=\"two\\nlines\""),
                arguments(
                        new InfoResponse(List.of(SecretText.of("hunter2".toCharArray()))),
                        "USERAUTH_INFO_RESPONSE responses=1 fields=(secret)"),
                arguments(
                        new GlobalRequest("x@y", true, new byte[] {1}),
                        "GLOBAL_REQUEST request=\"x@y\" want_reply=true data=01"),
                arguments(
                        new ChannelOpen("session", 1, 2, 3, new byte[0]),
                        "CHANNEL_OPEN type=\"session\" sender=1 window=2 packet=3"),
                arguments(
                        new ChannelOpenConfirmation(1, 2, 3, 4, new byte[0]),
                        "CHANNEL_OPEN_CONFIRMATION recipient=1 sender=2 window=3 packet=4"),
                arguments(
                        new ChannelOpenFailure(1, 4, "no", ""),
                        "CHANNEL_OPEN_FAILURE recipient=1 reason=4 description=\"no\""),
                arguments(
                        new ChannelWindowAdjust(1, 0xffff_ffffL), "CHANNEL_WINDOW_ADJUST recipient=1 bytes=4294967295"),
                arguments(new ChannelData(1, "hello\n".getBytes(UTF_8)), "CHANNEL_DATA recipient=1 data=\"hello\\n\""),
                arguments(new ChannelData(1, new byte[] {0, -1}), "CHANNEL_DATA recipient=1 data=00ff"),
                arguments(
                        new ChannelData(1, "é".repeat(200).getBytes(UTF_8)),
                        "CHANNEL_DATA recipient=1 data=\"" + "é".repeat(120) + "\"… (400)"),
                arguments(
                        new ChannelExtendedData(1, 1, "oh".getBytes(UTF_8)),
                        "CHANNEL_EXTENDED_DATA recipient=1 type=1 data=\"oh\""),
                arguments(new ChannelClose(1), "CHANNEL_CLOSE recipient=1"),
                arguments(
                        request("exec", new SessionRequest.Exec("ls -l").data()),
                        "CHANNEL_REQUEST recipient=1 request=\"exec\" want_reply=true command=\"ls -l\""),
                arguments(
                        request("exit-status", new byte[] {0, 0, 0, 3}),
                        "CHANNEL_REQUEST recipient=1 request=\"exit-status\" want_reply=true status=3"),
                arguments(
                        request("odd@x", new byte[] {7}),
                        "CHANNEL_REQUEST recipient=1 request=\"odd@x\" want_reply=true data=07"));
    }

    private static Message request(String type, byte[] data) {
        return new ChannelRequest(1, type, true, data);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageIsSaidWithItsFields(Message message, String words) {
        assertThat(MessageText.of(message.payload())).isEqualTo(words);
    }

    @Test
    void whatIsMalformedIsSaidUpToThere() {
        assertThat(MessageText.of(new byte[] {91, 0, 0, 0, 1, 0}))
                .startsWith("CHANNEL_OPEN_CONFIRMATION recipient=1 (malformed: ");
        assertThat(MessageText.of(new byte[] {96, 0, 0, 0, 1, 0, 0}))
                .isEqualTo("CHANNEL_EOF recipient=1 (and 2 bytes)");
        assertThat(MessageText.of(new byte[0])).isEqualTo("an empty payload");
        assertThat(MessageText.of(new byte[] {(byte) 200, 5})).isEqualTo("message 200 fields=05");
    }

    @Test
    void theNumbersOfAKeyExchangeAreItsMethods() {
        byte[] one = {1};
        assertThat(after("curve25519-sha256", new ECDHInit(one))).isEqualTo("KEX_ECDH_INIT client_share=01");
        assertThat(after("mlkem768x25519-sha256", new ECDHReply(KEY, one, one)))
                .isEqualTo("KEX_ECDH_REPLY host_key=" + SHOWN_KEY + " server_share=01 signature=01");
        assertThat(after("diffie-hellman-group14-sha256", new DHInit(BigInteger.TEN)))
                .isEqualTo("KEXDH_INIT e=0a");
        assertThat(after("diffie-hellman-group14-sha256", new DHReply(one, BigInteger.TEN, one)))
                .isEqualTo("KEXDH_REPLY host_key=01 f=0a signature=01");
        assertThat(after("diffie-hellman-group-exchange-sha256", new GEXRequest(1, 2, 3)))
                .isEqualTo("KEX_DH_GEX_REQUEST min=1 n=2 max=3");
        assertThat(after("diffie-hellman-group-exchange-sha256", new GEXGroup(BigInteger.ONE, BigInteger.TWO)))
                .isEqualTo("KEX_DH_GEX_GROUP p=01 g=02");
        assertThat(after("rsa2048-sha256", new RSAPubkey(KEY, one)))
                .isEqualTo("KEXRSA_PUBKEY host_key=" + SHOWN_KEY + " transient_key=01");
        assertThat(after("rsa2048-sha256", new RSADone(one))).isEqualTo("KEXRSA_DONE signature=01");
        assertThat(after("nobody-knows", new ECDHInit(one))).isEqualTo("KEX_INIT fields=0000000101");
    }

    private static String after(String method, Message message) {
        var text = new MessageText();
        assertThat(text.of(Role.SERVER, init(List.of("other", method)).payload()))
                .startsWith("KEXINIT cookie=00000000000000000000000000000000 kex=other," + method + " host_key=h ")
                .endsWith(" compression_c2s=none compression_s2c=none");
        text.of(Role.CLIENT, init(List.of(method)).payload());
        return text.of(Role.CLIENT, message.payload());
    }

    private static KexInit init(List<String> kex) {
        var none = List.of("none");
        return new KexInit(
                new byte[16], kex, List.of("h"), none, none, none, none, none, none, List.of(), List.of(), false, 0);
    }

    @Test
    void number60IsTheRunningMethods() {
        var text = new MessageText();
        text.of(
                Role.CLIENT,
                new AuthRequest("me", "ssh-connection", new KeyboardInteractiveMethod.Start("", "")).payload());
        var request = new InfoRequest("n", "i", "", List.of(new Prompt("Password: ", false)));
        assertThat(text.of(Role.SERVER, request.payload()))
                .isEqualTo(
                        "USERAUTH_INFO_REQUEST name=\"n\" instruction=\"i\" prompts=1 prompt=\"Password: \" echo=false");
        text.of(
                Role.CLIENT,
                new AuthRequest("me", "ssh-connection", new PublicKeyMethod.Query("ssh-ed25519", KEY)).payload());
        assertThat(text.of(Role.SERVER, new PublicKeyMethod.PublicKeyOK("ssh-ed25519", KEY).payload()))
                .isEqualTo("USERAUTH_PK_OK algorithm=\"ssh-ed25519\" key=" + SHOWN_KEY);
        text.of(
                Role.CLIENT,
                new AuthRequest("me", "ssh-connection", new PasswordMethod.Password(SecretText.of("x".toCharArray())))
                        .payload());
        assertThat(text.of(Role.SERVER, new PasswordMethod.PasswordChangeRequest("old", "").payload()))
                .isEqualTo("USERAUTH_PASSWD_CHANGEREQ prompt=\"old\"");
    }

    @Property(tries = 2000)
    void anyBytesAreSaidInOneLine(@ForAll byte number, @ForAll byte[] bytes, @ForAll Role sender) {
        byte[] payload = new byte[1 + bytes.length];
        payload[0] = number;
        System.arraycopy(bytes, 0, payload, 1, bytes.length);
        assertThat(MessageText.of(payload)).isNotEmpty().doesNotContain("\n", "\r", "\u001b");
    }
}
