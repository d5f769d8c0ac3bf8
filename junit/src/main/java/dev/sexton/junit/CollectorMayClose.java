package dev.sexton.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets {@link CleanupExtension} pass tests whose objects are closed by the collector: at the end of each, collections are
 * forced, and only what is reachable even then fails it. For tests of the cleanups themselves.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CollectorMayClose {}
