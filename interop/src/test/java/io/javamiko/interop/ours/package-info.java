/** Our client against our server: what both of them promise, seen from outside. */
package io.javamiko.interop.ours;
