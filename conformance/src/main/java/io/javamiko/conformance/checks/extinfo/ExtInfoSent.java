package io.javamiko.conformance.checks.extinfo;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.transport.DisconnectReason.KEY_EXCHANGE_FAILED;
import static io.javamiko.transport.DisconnectReason.PROTOCOL_ERROR;

import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.MethodRequest;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.transport.ExtInfo;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** RFC 8308 §2.1, §2.2, §3.1: who offers extensions, and who sends them when. */
final class ExtInfoSent {
    private static final String CLIENT_MARKER = "ext-info-c";
    private static final String SERVER_MARKER = "ext-info-s";

    static final List<Check> CHECKS = List.of(
            client("extinfo-01", c -> {
                var peer = c.connect(Depth.IDENTIFIED);
                peer.sendKexInit();
                var first = peer.expectKexInit().kexAlgorithms();
                c.verify(!first.contains(SERVER_MARKER), "a client offers ext-info-s");
                c.should(
                        () -> c.verify(first.contains(CLIENT_MARKER), "no ext-info-c"),
                        "its first KEXINIT has no ext-info-c");
                peer.upTo(Depth.AUTHENTICATED).sendKexInit();
                var later = peer.expectKexInit().kexAlgorithms();
                c.should(
                        () -> c.verify(!later.contains(CLIENT_MARKER), "ext-info-c again"),
                        "a later KEXINIT has ext-info-c too");
                peer.exchangeKeys();
            }),
            server("extinfo-03", c -> {
                var peer = c.connect();
                peer.proposing(peer.proposal().noExtInfo()).upTo(Depth.AUTHENTICATED);
                peer.exchangeKeys();
                peer.expectAnswer();
                c.verify(peer.extInfos().isEmpty(), "EXT_INFO came though it was not asked for");
            }),
            server("extinfo-04", c -> {
                var peer = c.connect(Depth.SERVICE);
                var value = peer.extInfos().stream()
                        .flatMap(info -> info.value(ExtInfo.SERVER_SIG_ALGS).stream())
                        .findFirst();
                c.should(() -> c.verify(value.isPresent(), "none"), "EXT_INFO has no server-sig-algs");
                if (value.isPresent()) {
                    byte[] list = new WireWriter().string(value.get()).toByteArray();
                    c.note(String.join(",", new WireReader(list).nameList()));
                }
            }),
            both("extinfo-15", c -> {
                var marker = c.isServer() ? SERVER_MARKER : CLIENT_MARKER; // the one that the target offers too
                c.each(
                        (peer, names) -> {
                            peer.proposing(peer.proposal().kexList(List.of(names.split(","))));
                            peer.upTo(Depth.IDENTIFIED).sendKexInit();
                            peer.expectRefusal(KEY_EXCHANGE_FAILED, PROTOCOL_ERROR);
                        },
                        marker,
                        "none-such@kit," + marker);
            }),
            both("extinfo-16", c -> {
                var names = new ArrayList<>(c.connect().proposal().kexNames());
                names.add(c.isServer() ? SERVER_MARKER : CLIENT_MARKER);
                var peer = c.connect();
                boolean stays = c.goesOn(
                        () -> peer.proposing(peer.proposal().kexList(names)).upTo(Depth.AUTHENTICATED));
                c.note("a marker of the wrong role " + (stays ? "is passed over" : "ends the connection"));
            }),
            server("extinfo-22", c -> {
                var peer = c.connect(Depth.SERVICE);
                int before = peer.extInfos().size();
                peer.send(new AuthRequest("kit", "ssh-connection", new MethodRequest.None()));
                peer.expect(AuthFailure.class);
                c.verify(
                        before == peer.extInfos().size(),
                        "a second EXT_INFO came, without ext-info-in-auth@openssh.com");
            }),
            client("extinfo-25", c -> {
                for (var told : List.of("", "1")) {
                    var peer = c.connect(Depth.ENCRYPTED);
                    if (!told.isEmpty()) {
                        peer.send(new ExtInfo(List.of(ExtInfo.Extension.of("publickey-hostbound@openssh.com", told))));
                    }
                    peer.upTo(Depth.SERVICE);
                    for (int i = 0; i < 2; i++) {
                        var method = peer.expect(AuthRequest.class).method().toString();
                        c.verify(!method.contains("hostbound"), "it uses publickey-hostbound, which was not offered");
                        peer.send(new AuthFailure(List.of("publickey"), false));
                    }
                }
            }));

    private ExtInfoSent() {}
}
