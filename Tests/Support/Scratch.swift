import Foundation

/// A folder of its own that goes when the test ends.
public final class Scratch: Sendable {
    /// Where it is.
    public let directory = FileManager.default.temporaryDirectory.appending(path: "sgscope-" + UUID().uuidString.prefix(8))

    /// An empty one, or one with what a folder has.
    public init(copying folder: URL? = nil) throws {
        if let folder {
            try FileManager.default.copyItem(at: folder, to: directory)
        } else {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        }
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// The path of a file in it.
    public func path(_ name: String) -> String { directory.appending(path: name).path }

    /// Writes a file, and returns its path.
    @discardableResult
    public func write(_ name: String, _ text: String) throws -> String {
        let file = directory.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    /// Writes a script that can be run at once, and returns its path.
    ///
    /// Another process copies it: where this one held it open for writing, a program that another test starts in that moment would hold it
    /// too, and the system refuses to run a file that somebody may write.
    @discardableResult
    public func writeProgram(_ name: String, _ text: String) throws -> String {
        let source = try write(name + ".text", text)
        let copy = Process()
        copy.executableURL = URL(filePath: "/bin/sh")
        copy.arguments = ["-c", "cp \"$0\" \"$1\" && chmod 755 \"$1\"", source, path(name)]
        try copy.run()
        copy.waitUntilExit()
        return path(name)
    }

    /// What a file in it has.
    public func read(_ name: String) throws -> String {
        try String(contentsOf: directory.appending(path: name), encoding: .utf8)
    }
}
