import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the public API of a module: a jar of its exported classes, without code and without what only the module itself can see,
 * and what javap says about them as text. Started by {@code api/record}: {@code java Recorder.java MODULE.jar OUT}, where OUT has no suffix.
 */
final class Recorder {
    /** The archive's entries must not depend on when it is written. */
    private static final LocalDateTime ANY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private Recorder() {}

    public static void main(String[] args) throws IOException {
        Path jar = Path.of(args[0]);
        Map<String, byte[]> classes = publicClasses(jar, exportedPackages(jar));
        Path stripped = Path.of(args[1] + ".jar");
        try (OutputStream out = Files.newOutputStream(stripped);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> each : classes.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTimeLocal(ANY_TIME);
                zip.putNextEntry(entry);
                zip.write(each.getValue());
            }
        }
        Files.writeString(Path.of(args[1] + ".txt"), describe(stripped, classes));
        System.out.println(stripped + ": " + classes.size() + " classes");
    }

    private static Set<String> exportedPackages(Path jar) {
        ModuleDescriptor module =
                ModuleFinder.of(jar).findAll().iterator().next().descriptor();
        return module.exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(exports -> exports.source().replace('.', '/'))
                .collect(Collectors.toSet());
    }

    private static Map<String, byte[]> publicClasses(Path jar, Set<String> packages) throws IOException {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            for (String name : packages.stream().sorted().toList()) {
                try (Stream<Path> entries = Files.list(files.getPath(name))) {
                    for (Path entry : entries.sorted(Comparator.comparing(Path::toString)).toList()) {
                        if (entry.toString().endsWith(".class")) {
                            strip(Files.readAllBytes(entry)).ifPresent(bytes -> classes.put(entry.toString().substring(entry.isAbsolute() ? 1 : 0), bytes));
                        }
                    }
                }
            }
        }
        return classes;
    }

    /** Returns the class without code and hidden members; nothing if it is itself hidden. */
    private static Optional<byte[]> strip(byte[] bytes) {
        ClassModel model = ClassFile.of().parse(bytes);
        if (!isVisible(model.flags().flagsMask()) || isHiddenInside(model)) {
            return Optional.empty();
        }
        ClassTransform withoutHidden = ClassTransform.dropping(element -> switch (element) {
            case MethodModel method -> !isVisible(method.flags().flagsMask()) || method.methodName().equalsString("<clinit>");
            case FieldModel field -> !isVisible(field.flags().flagsMask());
            case SourceFileAttribute file -> true;
            default -> false;
        });
        ClassTransform withoutCode = ClassTransform.transformingMethods(MethodTransform.dropping(CodeModel.class::isInstance));
        return Optional.of(ClassFile.of().transformClass(model, withoutHidden.andThen(withoutCode)));
    }

    private static boolean isVisible(int flags) {
        return (flags & (ClassFile.ACC_PUBLIC | ClassFile.ACC_PROTECTED)) != 0 && (flags & ClassFile.ACC_SYNTHETIC) == 0;
    }

    /** A nested class of which the outer one cannot be seen, or which says in its own record that it is private. */
    private static boolean isHiddenInside(ClassModel model) {
        return model.findAttribute(Attributes.innerClasses()).stream()
                .flatMap(all -> all.classes().stream())
                .filter(inner -> inner.innerClass().equals(model.thisClass()))
                .anyMatch(inner -> !isVisible(inner.flagsMask()));
    }

    private static String describe(Path jar, Map<String, byte[]> classes) {
        List<String> args = new ArrayList<>(List.of("-protected", "-cp", jar.toString()));
        classes.keySet().stream()
                .map(name -> name.replace(".class", "").replace('/', '.'))
                .filter(name -> !name.endsWith("package-info"))
                .forEach(args::add);
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        int code = ToolProvider.findFirst("javap").orElseThrow().run(out, out, args.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException("javap: " + text);
        }
        return text.toString();
    }
}
