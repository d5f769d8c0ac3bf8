package dev.sexton.cleanup;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field that may refer to an object when a cleanup is registered for it, and will be cleared or overwritten before the object is
 * to die. {@code add} does not look into such a field, which it would otherwise report as a reason why the cleanup would never run.
 *
 * {@snippet :
 * final class Pool {
 *     @ClearedLater
 *     private Lease newest;
 *
 *     Lease lend() {
 *         Lease lease = new Lease();
 *         newest = lease;
 *         Cleanups.add(lease, Pool::giveBack, this); // this.newest is the lease: rejected without the mark
 *         return lease;
 *     }
 * }
 * }
 *
 * <p>As long as the field does refer to the object, the cleanup does not run. The mark has no other effect.
 *
 * @since 0.2.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface ClearedLater {}
