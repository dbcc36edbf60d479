package io.javamiko.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.ProtocolException;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.ServerExchange.Step;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.transport.Limits;
import io.javamiko.transport.Message;
import io.javamiko.transport.TransportMessage;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** A client without the right secret, whatever it sends in whatever order, is never authenticated. */
class ServerExchangeProperties {
    private static final SSHKeyPair KEY = SSHKeyPair.generate("ssh-ed25519");
    private static final SSHKeyPair STRANGER = SSHKeyPair.generate("ssh-ed25519");

    private static ServerExchange server(String chains) throws ProtocolException {
        var users = new Users()
                .password("me", "secret")
                .key("me", KEY.publicKey())
                .answers("me", "alpha", "beta")
                .chains(chains);
        var limits = Limits.of(l -> l.authTries(1_000).keyQueries(1_000));
        var exchange =
                new ServerExchange(MemoryAuthLink.SESSION_ID, users, new ServerAuthenticationOptions().limits(limits));
        exchange.received(new WireReader(new TransportMessage.ServiceRequest("ssh-userauth").payload()));
        return exchange;
    }

    @Property
    void withoutASecretNoOrderOfMessagesLeadsIn(@ForAll("moves") @Size(max = 60) List<Message> moves) {
        assertThat(isLetIn("publickey password keyboard-interactive", moves)).isFalse();
    }

    @Property
    void withThePasswordAloneNoOrderLeadsInWhereAKeyIsAskedForToo(
            @ForAll("movesWithPassword") @Size(max = 60) List<Message> moves) {
        assertThat(isLetIn("publickey,password keyboard-interactive,password", moves))
                .isFalse();
    }

    @Property
    void anyPayloadsAreAnsweredOrAreAViolation(@ForAll @Size(max = 20) List<byte[]> payloads) throws ProtocolException {
        var server = server("password");
        for (byte[] payload : payloads) {
            try {
                assertThat(server.received(new WireReader(payload))).isNotInstanceOf(Step.Accept.class);
            } catch (ProtocolException e) {
                return; // the connection ends here
            }
        }
    }

    private static boolean isLetIn(String chains, List<Message> moves) {
        try {
            var server = server(chains);
            for (var move : moves) {
                if (server.received(new WireReader(move.payload())) instanceof Step.Accept) {
                    return true;
                }
            }
            return false;
        } catch (ProtocolException e) {
            return false; // the connection ended
        }
    }

    @Provide
    Arbitrary<List<Message>> moves() throws IOException {
        return Arbitraries.of(withoutSecrets()).list();
    }

    @Provide
    Arbitrary<List<Message>> movesWithPassword() throws IOException {
        var moves = new java.util.ArrayList<>(withoutSecrets());
        moves.add(request("me", password("secret")));
        return Arbitraries.of(moves).list();
    }

    private static List<Message> withoutSecrets() throws IOException {
        byte[] mine = KEY.publicKey().blob();
        byte[] session = MemoryAuthLink.SESSION_ID;
        byte[] data = PublicKeyMethod.signedData(session, "me", "ssh-connection", "ssh-ed25519", mine);
        return List.of(
                new TransportMessage.ServiceRequest("ssh-userauth"),
                request("me", new MethodRequest.None()),
                request("you", new MethodRequest.None()),
                request("me", password("wrong")),
                request("you", password("secret")),
                new AuthRequest("me", "ssh-other", password("wrong")),
                request("me", new PasswordMethod.PasswordChange(text("wrong"), text("long enough"))),
                request("me", new PublicKeyMethod.Query("ssh-ed25519", mine)),
                request("me", new PublicKeyMethod.Signed("ssh-ed25519", mine, STRANGER.sign("ssh-ed25519", data))),
                request("me", new PublicKeyMethod.Signed("ssh-ed25519", mine, new byte[0])),
                request("me", new KeyboardInteractiveMethod.Start("", "")),
                request("you", new KeyboardInteractiveMethod.Start("", "")),
                new KeyboardInteractiveMethod.InfoResponse(List.of(text("alpha"))), // the first of two answers
                new KeyboardInteractiveMethod.InfoResponse(List.of()),
                request("me", new MethodRequest.Unknown("x", new byte[0])));
    }

    private static AuthRequest request(String user, MethodRequest method) {
        return new AuthRequest(user, "ssh-connection", method);
    }

    private static PasswordMethod.Password password(String password) {
        return new PasswordMethod.Password(text(password));
    }

    private static SecretText text(String text) {
        return SecretText.of(text.toCharArray());
    }
}
