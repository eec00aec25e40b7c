import Foundation

/// The program as the build that runs the tests has made it.
public enum BuiltProgram {
    /// Its whole path: it lies beside the tests.
    public static let path: String = {
        let name = "sgscope"
        let runner = URL(filePath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
        let places = [runner, Bundle.main.bundleURL, Bundle.main.executableURL ?? runner]
        for place in places {
            var directory = place
            for _ in 0..<4 {
                directory = directory.deletingLastPathComponent()
                let candidate = directory.appending(path: name)
                if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate.path }
            }
        }
        return name
    }()
}
