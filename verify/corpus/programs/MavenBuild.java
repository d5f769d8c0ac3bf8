// needs org.apache.maven:apache-maven:3.9.9:pom
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.cli.MavenCli;

/** Builds a small project, twice, in one JVM. */
final class MavenBuild {
    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.acme</groupId><artifactId>small</artifactId><version>1</version>
              <properties>
                <maven.compiler.release>17</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <dependencies>
                <dependency><groupId>com.google.code.gson</groupId><artifactId>gson</artifactId><version>2.13.2</version></dependency>
              </dependencies>
              <build><plugins>
                <plugin><artifactId>maven-resources-plugin</artifactId><version>3.5.0</version></plugin>
                <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.16.0</version></plugin>
              </plugins></build>
            </project>
            """;

    public static void main(String[] args) throws Exception {
        Path project = Files.createTempDirectory("corpus-maven");
        Files.writeString(project.resolve("pom.xml"), POM);
        Files.createDirectories(project.resolve("src/main/java"));
        Files.writeString(project.resolve("src/main/java/Small.java"), "class Small {}");
        System.setProperty(MavenCli.MULTIMODULE_PROJECT_DIRECTORY, project.toString());
        for (int i = 0; i < 2; i++) {
            int exit = new MavenCli()
                    .doMain(new String[] {"-B", "compile"}, project.toString(), System.out, System.err);
            if (exit != 0) {
                throw new AssertionError("the build has failed: " + exit);
            }
        }
        Dump.to(args[0]);
    }
}
