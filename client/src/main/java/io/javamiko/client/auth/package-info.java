/**
 * Where a client's credentials come from ({@link io.javamiko.client.auth.Identity}, passwords, a person's answers), and in
 * which order they are tried ({@link io.javamiko.client.auth.AuthPlan}).
 */
package io.javamiko.client.auth;
