import Files

/// The logs below a folder, as ``FolderWalk`` finds files.
struct LogFolder {
    let files: [String]
    /// Files that are none of a log, by their names.
    let others: Int

    init(path: String) throws(StopReading) {
        do throws(UnreadableFolder) {
            let walk = try FolderWalk(path: path)
            files = walk.files.filter { Self.mayBeLog($0[$0.index(after: $0.lastIndex(of: "/") ?? $0.startIndex)...]) }
            others = walk.others + walk.files.count - files.count
        } catch {
            throw LogFile.error(error.code)
        }
    }

    /// Logs end in one of these, or have no ending: what `aws s3 cp` brings, what Firehose writes, and what people save.
    private static func mayBeLog(_ name: Substring) -> Bool {
        guard !name.hasPrefix("_"), let dot = name.lastIndex(of: ".") else { return !name.hasPrefix("_") }
        return endings.contains(name[name.index(after: dot)...].lowercased())
    }

    private static let endings: Set<String> = ["gz", "log", "txt", "csv", "json", "jsonl", "ndjson", "parquet", "out"]
}
