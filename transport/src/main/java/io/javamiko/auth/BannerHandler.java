package io.javamiko.auth;

/** Shows what a server has to say before the user is authenticated (RFC 4252 §5.4). */
@FunctionalInterface
public interface BannerHandler {
    /** Shows nothing. */
    BannerHandler NONE = text -> {};

    /**
     * @param text safe to show, of one or several lines, at most 8 KiB; called on the thread that authenticates, in the order
     *     of the server's banners, of which there may be several
     */
    void banner(String text);
}
