package io.javamiko.conformance.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.transport.ExtInfo;
import io.javamiko.transport.KexInit;
import io.javamiko.transport.Message;
import io.javamiko.transport.MessageNumbers;
import io.javamiko.transport.Negotiated;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage.NewKeys;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A peer under a script: it says what it is told to say, when it is told, and waits for what the target must do.
 *
 * <pre>{@code
 * peer.upTo(Depth.ENCRYPTED);
 * byte[] packet = peer.sealed(new ServiceRequest("ssh-userauth"));
 * packet[packet.length - 1] ^= 1;                  // the MAC's last byte
 * peer.sendRaw(packet);
 * peer.expectRefusal(MAC_ERROR, PROTOCOL_ERROR);
 * }</pre>
 *
 * <p>{@link #upTo} goes honestly from wherever the connection stands. Nothing that is sent is checked, and sending to a
 * target that has gone throws nothing: what became of it is told by the next wait. Every wait has its deadline from {@link
 * Timing}; an unfulfilled one throws {@link ExpectationException}. Not thread-safe; {@link #close} may come from anywhere.
 */
public final class Peer implements AutoCloseable {
    /** What a peer says it is, unless told otherwise. */
    public static final String IDENTIFICATION = "SSH-2.0-JavamikoKit_1";

    private final Role role;
    private final PeerLink link;
    private final PeerKex kex;
    private final Timing timing;
    private final Arrivals arrivals;
    private final Expectations expectations;
    private final Endings endings;
    private final Handshake handshake;
    private final Login login;
    private final Channels channels;
    private final TCP tcp;

    /**
     * A peer at the end of a connection that was just made.
     *
     * @param role its own, opposite to the target's
     * @param random gives cookies, private values and padding
     */
    public Peer(
            Wire wire, Role role, Credentials credentials, Timing timing, Transcript transcript, SecureRandom random) {
        this.role = role;
        this.timing = timing;
        this.link = new PeerLink(wire, role, transcript, random);
        this.kex = new PeerKex(role, credentials.hostKeys(), random, link.stream());
        this.arrivals = new Arrivals(link, kex, role);
        this.expectations = new Expectations(arrivals, timing);
        this.endings = new Endings(link, kex, arrivals);
        var theirs = new TheirIdentification(link, role);
        this.handshake = new Handshake(this, kex, expectations, endings, theirs, credentials, random);
        this.tcp = new TCP(link);
        this.channels = new Channels(this);
        this.login = new Login(this, kex, credentials);
    }

    /** Its own role. */
    public Role role() {
        return role;
    }

    /** How long it waits for what. */
    public Timing timing() {
        return timing;
    }

    /** What {@link #sendKexInit()} proposes from now on. */
    public Peer proposing(Proposal value) {
        handshake.proposing(value);
        return this;
    }

    /** What {@link #sendKexInit()} proposes; {@code peer.proposing(peer.proposal().notStrict())}. */
    public Proposal proposal() {
        return handshake.proposal();
    }

    /** What both KEXINITs came to; null before. */
    public Negotiated negotiated() {
        return kex.negotiated();
    }

    /** The exchange hash H of the last key exchange; null before. */
    public byte[] exchangeHash() {
        return kex.hash();
    }

    /** The session id: H of the first key exchange; null before. */
    public byte[] sessionId() {
        return kex.sessionId();
    }

    /** The sequence number of the packet that was sent or sealed last. */
    public long lastSent() {
        return link.stream().lastSentSequence();
    }

    /** Every EXT_INFO that has come until now, in order. */
    public List<ExtInfo> extInfos() throws IOException {
        return arrivals.extInfos();
    }

    /** The stream of bytes below: pieces, floods, FIN, RST. */
    public TCP tcp() {
        return tcp;
    }

    /** Authentication (RFC 4252) by steps. */
    public Login login() {
        return login;
    }

    /** The channels of this connection (RFC 4254 §5). */
    public Channels channels() {
        return channels;
    }

    /** The channel that {@link Depth#CHANNEL_OPEN} opened; its number is 0 on our side. */
    public PeerChannel channel() {
        return channels.first();
    }

    /** A new channel of type {@code session}, which a client asks for: it is opened or accepted, on the way there, too. */
    public PeerChannel openSession() throws IOException {
        upTo(Depth.AUTHENTICATED);
        return role == Role.CLIENT ? channels.open("session") : channels.accept();
    }

    /** What the target did until now that is no failure, and not as it should be. */
    public List<String> remarks() {
        return endings.remarks();
    }

    /** A line in the transcript. */
    public void note(String text) {
        link.note(text);
    }

    /** Sends bytes as they are. */
    public void sendRaw(byte[] bytes) throws IOException {
        link.sendRaw(bytes);
    }

    /** Sends characters 0–255 as bytes. */
    public void sendRaw(String bytes) throws IOException {
        link.sendRaw(bytes.getBytes(ISO_8859_1));
    }

    /** Sends what was sealed in one write. */
    public void sendTogether(byte[]... packets) throws IOException {
        link.sendTogether(packets);
    }

    /** Waits so long, whatever comes. */
    public void pause(Duration length) throws IOException {
        link.pause(length);
    }

    /** Sends messages, each in a packet. */
    public void send(Message... messages) throws IOException {
        for (var message : messages) {
            send(message.payload());
        }
    }

    /** Sends a payload, whatever it is. NEWKEYS sent so changes no keys: {@link #newKeys}. */
    public void send(byte[] payload) throws IOException {
        kex.sent(payload);
        link.send(payload);
    }

    /** Sends what was written as a payload. */
    public void send(WireWriter payload) throws IOException {
        send(payload.toByteArray());
    }

    /** Sends a message of this number and no fields. */
    public void send(int number) throws IOException {
        send(new byte[] {(byte) number});
    }

    /** Sends a frame, with a valid MAC if there are keys. */
    public void send(Frame frame) throws IOException {
        kex.sent(frame.payload());
        link.send(frame);
    }

    /** A message as the next packet's bytes, to be sent with {@link #sendRaw} late, changed, twice or in pieces. */
    public byte[] sealed(Message message) {
        return sealed(message.payload());
    }

    /** A payload as the next packet's bytes. */
    public byte[] sealed(byte[] payload) {
        kex.sent(payload);
        link.note("we seal " + link.words(payload));
        return link.stream().seal(payload);
    }

    /** A frame as the next packet's bytes. */
    public byte[] sealed(Frame frame) {
        kex.sent(frame.payload());
        link.note("we seal " + frame);
        return link.stream().sealFrame(frame.bytes());
    }

    /** Sends our identification. */
    public void identify() throws IOException {
        identify(IDENTIFICATION + "\r\n");
    }

    /** Sends this as our identification, characters as bytes; what stands before the first CR LF or LF enters the hash. */
    public void identify(String bytes) throws IOException {
        handshake.identify(bytes);
    }

    /** This, without line end, is what enters the exchange hash as our identification; nothing is sent. */
    public void identifyAs(String line) {
        handshake.identifyAs(line);
    }

    /** Whether the target's identification came. */
    public boolean hasIdentification() {
        return handshake.knowsThem();
    }

    /** Waits for the target's identification; as a client, passes over lines before it. Its bytes, line end included. */
    public byte[] expectIdentification() throws IOException {
        return handshake.expectIdentification();
    }

    /** Sends our KEXINIT: {@link #proposal}. */
    public void sendKexInit() throws IOException {
        send(kexInit());
    }

    /** Our KEXINIT, not sent: {@link #proposal} with a fresh cookie; no pseudo-names in a later exchange. */
    public KexInit kexInit() {
        return handshake.kexInit();
    }

    /** Waits for the target's KEXINIT. */
    public KexInit expectKexInit() throws IOException {
        return handshake.expectKexInit();
    }

    /** Begins the method that was agreed on. As a client: its first message, not sent. */
    public Optional<Message> kexFirst() throws IOException {
        return kex.first();
    }

    /** Takes a message of the method: what is to be sent then, not sent. A wrong signature is a failed expectation. */
    public Optional<Message> kexNext(Received message) throws IOException {
        return kex.next(message);
    }

    /** The method that was agreed on, its messages written by the script; {@link #kexFirst} instead makes them. */
    public KexByHand byHand() throws IOException {
        return KexByHand.of(kex);
    }

    /** Key exchanges as no sound peer has them, and such as are left to chance else. */
    public OddKex oddKex() {
        return new OddKex(kex, link);
    }

    /** Waits for a message of the running key exchange method, 30–49; a wrong guess before it is passed over. */
    public Received expectKexMessage() throws IOException {
        return handshake.expectKexMessage();
    }

    /** Sends NEWKEYS and takes our new keys into use. */
    public void newKeys() throws IOException {
        send(new NewKeys());
        kex.newKeysSent();
    }

    /** Waits for NEWKEYS; what comes behind it is opened with the new keys. */
    public void expectNewKeys() throws IOException {
        expectations.expect(MessageNumbers.NEWKEYS);
    }

    /** A whole key exchange, or what is left of the one that runs; the first one or a later one. */
    public void exchangeKeys() throws IOException {
        handshake.exchangeKeys();
    }

    /** Goes on honestly until the connection is that deep; does nothing if it is. */
    public Peer upTo(Depth depth) throws IOException {
        handshake.upTo(depth);
        if (depth.compareTo(Depth.SERVICE) >= 0) {
            login.upTo(depth);
        }
        return this;
    }

    /** Waits for a message of that number; IGNORE, DEBUG, EXT_INFO, banners and news that want no reply may come before. */
    public Received expect(int number) throws IOException {
        return expectations.expect(number);
    }

    /** Waits for one of these messages. */
    public Received expectOneOf(int... numbers) throws IOException {
        return expectations.expectOneOf(numbers);
    }

    /** Waits for a message, as {@link #expect(int)}, and decodes it: transport, authentication (50–53) or connection. */
    public <T extends Message> T expect(Class<T> type) throws IOException {
        return expectations.expect(type);
    }

    /** The next message, whatever it is; empty at the end of the connection. */
    public Optional<Received> next() throws IOException {
        return expectations.next();
    }

    /** Waits for the end: DISCONNECT for one of the reasons (any if none is named) or the plain close of the connection. */
    public void expectRefusal(int... reasons) throws IOException {
        handshake.refusal(timing.closing(), reasons);
    }

    /** As {@link #expectRefusal}, by the target's login time-out at the latest. */
    public void expectRefusalByLoginTimeout(int... reasons) throws IOException {
        handshake.refusal(timing.login(), reasons);
    }

    /** Waits for the end, or for UNIMPLEMENTED (RFC 4253 §11.4). Whether the connection has ended. */
    public boolean expectRefusalOrUnimplemented() throws IOException {
        return endings.refusalOrUnimplemented(timing.closing());
    }

    /** Waits for DISCONNECT for one of the reasons (any if none is named). Its reason. */
    public long expectDisconnect(int... reasons) throws IOException {
        return Endings.checkReason(expect(MessageNumbers.DISCONNECT), reasons);
    }

    /** Waits for the end of the connection, whatever comes before. */
    public void expectClose() throws IOException {
        handshake.close(timing.closing());
    }

    /** Nothing comes for {@link Timing#silence()}, and the connection stays open. */
    public void expectSilence() throws IOException {
        endings.silence(timing.silence());
    }

    /** Whether something comes within {@link Timing#silence()}; it is left for the next wait. */
    public boolean isAnswered() throws IOException {
        return expectations.isAnswered();
    }

    /** The connection is alive: something is sent that must be answered, and is. */
    public void expectAnswer() throws IOException {
        login.expectAnswer();
    }

    /** Closes the connection. */
    @Override
    public void close() {
        link.close();
    }
}
