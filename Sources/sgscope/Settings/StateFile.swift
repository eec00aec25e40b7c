import CoreModel
import Explorer
import Glibc
import Text
import Yams

/// What the explorer keeps of an input between two runs, in a file that its owner alone reads.
///
/// The name of the file is a number made of where the input is: no name of the input stands in it. What is in it is data: questions,
/// which are parsed when they are asked, and ids.
struct StateFile {
    private let folder: String
    private let name: String

    /// The file of some inputs; nil where nothing is kept of them: what comes from a pipe is another input each time, and there is no
    /// folder for it.
    init?(input: InputOptions, files: [String], folder: String? = OwnFolder.state) {
        let paths = input.input + files
        guard let folder, !paths.contains("-"), !input.isRedacted else { return nil }
        var parts = paths.isEmpty && !input.isLive ? ["example"] : paths.map { "file \(Self.realPath($0))" }.sorted()
        if input.isLive {
            parts.append("live")
            parts += input.live.profile.map { "profile \($0)" } + input.live.region.map { "region \($0)" }
            parts += [input.live.endpointURL, OwnFolder.variable("AWS_PROFILE"), OwnFolder.variable("AWS_REGION")].map {
                $0 ?? ""
            }
        }
        self.folder = folder
        name = Self.digest(parts) + ".json"
    }

    var path: String { "\(folder)/\(name)" }

    // MARK: Reading

    /// What was kept; nil where nothing was.
    ///
    /// Throws what is to be said where there is something that is not read.
    func read() throws(OwnFile.Refusal) -> Kept? {
        try checkFolder()
        guard let bytes = try OwnFile.bytes(path, followsLinks: false) else { return nil }
        guard let tree = try? SettingsTree(bytes), tree["version"]?.writtenText == "1" else {
            throw .cannotBeOpened("it is none of this version")
        }
        var kept = Kept()
        for node in tree["questions"]?.sequence?.prefix(Kept.limit) ?? [] { _ = node.writtenText.map { kept.add($0) } }
        kept.view = tree["view"]?.writtenText.flatMap(Kept.View.init) ?? .groups
        kept.selected = tree["selected"]?.writtenText
        kept.leftAt = tree["left"]?.writtenText.flatMap { Int($0) }
        kept.board = tree["board"]?.writtenText
        return kept
    }

    // MARK: Writing

    /// Writes what is kept, whole or not at all; a link in its place is replaced, never followed.
    func write(_ kept: Kept) throws(OwnFile.Refusal) {
        try makeFolder()
        try checkFolder()
        var template = Array("\(folder)/.state-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw .cannotBeOpened(String(cString: strerror(errno))) }
        let isWritten = fchmod(descriptor, 0o600) == 0 && FileWriting.writeAll(Array(Self.text(kept).utf8), to: descriptor)
        let isClosed = close(descriptor) == 0
        guard isWritten, isClosed, rename(template, path) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(template)
            throw .cannotBeOpened(reason)
        }
    }

    private static func text(_ kept: Kept) -> String {
        let value = JSONText.Value.object([
            ("version", .number(1)), ("left", kept.leftAt.map { .number($0) } ?? .null), ("view", .string(kept.view.rawValue)),
            ("selected", .optional(kept.selected)), ("board", .optional(kept.board)), ("questions", .strings(kept.questions)),
        ])
        // What the reader takes for signs of YAML stands within texts alone.
        return JSONText.compact(value).replacing("&", with: "\\u0026").replacing("*", with: "\\u002a") + "\n"
    }

    /// The folder with those above it, its owner's alone.
    private func makeFolder() throws(OwnFile.Refusal) {
        var above = ""
        for part in folder.split(separator: "/") {
            above += "/\(part)"
            if mkdir(above, 0o700) != 0, errno != EEXIST { throw .cannotBeOpened(String(cString: strerror(errno))) }
        }
    }

    /// Whether the folder is one that nobody else can put files into; one that is not there is none to read from.
    private func checkFolder() throws(OwnFile.Refusal) {
        var facts = stat()
        guard lstat(folder, &facts) == 0 else { return }
        guard facts.st_mode & S_IFMT == S_IFDIR else { throw .cannotBeOpened("its folder is no folder") }
        guard facts.st_uid == geteuid() else { throw .isForeign }
        guard facts.st_mode & 0o022 == 0 else { throw .mayBeWrittenByOthers }
    }

    // MARK: Names

    private static func realPath(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// Thirty-two digits of what makes an input this one (FNV-1a, twice): to tell inputs apart, not to hide them from who guesses.
    private static func digest(_ parts: [String]) -> String {
        func half(_ start: UInt64) -> String {
            var sum = start
            for byte in parts.joined(separator: "\u{0}").utf8 { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
            let text = String(sum, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }
        return half(0xCBF2_9CE4_8422_2325) + half(0x8422_2325_CBF2_9CE4)
    }
}
