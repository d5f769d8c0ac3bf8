package dev.sexton.coroutine.internal.fiber;

/** The option of java that gives this library the JDK's continuations. */
final class ExportOption {
    /** The package that the option exports. */
    static final String PACKAGE = "jdk.internal.vm";

    private ExportOption() {}

    /** {@return the option as it must be written here} */
    static String text() {
        Module self = ExportOption.class.getModule();
        return text(self.isNamed() ? self.getName() : "ALL-UNNAMED");
    }

    /** {@return the option that exports the package to the given module} */
    static String text(String module) {
        return "--add-exports java.base/" + PACKAGE + "=" + module;
    }
}
