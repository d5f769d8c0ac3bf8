package dev.sexton.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets {@link CleanupExtension} pass tests that leave their objects to the collector, such as tests of the cleanups themselves. At
 * the end of the test the extension forces collections, and fails the test only if objects are still reachable then.
 *
 * @since 0.2.0
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CollectorMayClose {}
