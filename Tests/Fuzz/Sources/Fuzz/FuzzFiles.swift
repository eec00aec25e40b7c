import Foundation

/// Where a reader's seeds come from, and where what is found goes: below the package's .build.
struct FuzzFiles {
    private let subject: Subject
    private let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

    init(_ subject: Subject) {
        self.subject = subject
    }

    /// The longest input; larger seeds are thinned out until they fit.
    private static let longest = 24 << 10

    private func folder(_ name: String) -> URL { package.appending(path: ".build/\(name)/\(subject.name)") }

    /// Writes the seeds and returns them.
    func writeSeeds() throws -> [[UInt8]] {
        for name in ["corpus", "found", "seeds"] {
            try FileManager.default.createDirectory(at: folder(name), withIntermediateDirectories: true)
        }
        let seeds = try subject.seeds.flatMap(bytes) + subject.texts.map { Array($0.utf8) }
        for (number, seed) in seeds.enumerated() { try Data(seed).write(to: folder("seeds").appending(path: "\(number)")) }
        return seeds
    }

    private func bytes(_ fixture: String) throws -> [[UInt8]] {
        let file = package.appending(path: "../../\(fixture)").standardized
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) else {
            throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: file.path])
        }
        if isFolder.boolValue {
            let names = try FileManager.default.contentsOfDirectory(atPath: file.path).sorted()
            return try names.flatMap { try bytes("\(fixture)/\($0)") }
        }
        // FoundationEssentials loses 4 KB when it reads a file without any bytes.
        let isEmpty = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize == 0
        let whole = isEmpty ? [] : Array(try Data(contentsOf: file))
        guard whole.count > Self.longest, subject.language == .json else { return [Array(whole.prefix(Self.longest))] }
        return [8, 4, 2, 1].lazy.map { JSONMutation(whole).thinned($0) }.first { $0.count <= Self.longest }.map { [$0] } ?? []
    }

    /// libFuzzer's arguments: the limits, then what was given, then the folders.
    func options(_ given: ArraySlice<String>) -> [String] {
        let limits = [
            "-timeout=10", "-rss_limit_mb=2048", "-malloc_limit_mb=96", "-max_len=\(2 * Self.longest)", "-print_final_stats=1",
            "-artifact_prefix=\(folder("found").path)/",
        ]
        // Files that are given are run once each; otherwise the corpus is made larger, until somebody ends it.
        if given.contains(where: { !$0.hasPrefix("-") }) { return limits + given }
        return limits + given + [folder("corpus").path, folder("seeds").path]
    }
}
