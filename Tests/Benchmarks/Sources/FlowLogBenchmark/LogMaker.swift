import Foundation

/// Makes many records of few: those of a generated log again and again, each time in another five minutes and with other ports chosen by
/// clients, as the same services talk all day.
struct LogMaker {
    private let records: [[Substring]]
    private let header: String

    /// A maker of what the files of a folder have, which `gzip` unpacks.
    init(folder: String) throws {
        let files =
            FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }.filter { $0.hasSuffix(".log.gz") } ?? []
        guard !files.isEmpty else { throw CocoaError(.fileNoSuchFile) }
        let unpack = Process()
        unpack.executableURL = URL(filePath: "/usr/bin/env")
        unpack.arguments = ["gzip", "-dc"] + files.sorted().map { "\(folder)/\($0)" }
        let pipe = Pipe()
        unpack.standardOutput = pipe
        try unpack.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        unpack.waitUntilExit()
        let lines = text.split(separator: "\n")
        header = lines.first.map(String.init) ?? ""
        records = lines.filter { !$0.hasPrefix("version") }.map { $0.split(separator: " ") }
    }

    /// Writes files of about 36,000 records each until there are so many.
    func write(_ count: Int, to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let each = 36_000
        var written = 0
        var place = 0
        var number = 0
        while written < count {
            let stamp = 1_795_000_000 + number * 300
            let pack = Process()
            pack.executableURL = URL(filePath: "/bin/sh")
            let id = String(format: "%05d", number)
            pack.arguments = ["-c", "gzip -6 > \"$0\"", "\(folder)/1_vpcflowlogs_us-east-1_fl-1_\(id)_0.log.gz"]
            let pipe = Pipe()
            pack.standardInput = pipe
            try pack.run()
            var text = Data((header + "\n").utf8)
            for _ in 0..<min(each, count - written) {
                text.append(contentsOf: record(records[place % records.count], round: place / records.count, stamp: stamp).utf8)
                place += 1
                written += 1
            }
            pipe.fileHandleForWriting.write(text)
            try pipe.fileHandleForWriting.close()
            pack.waitUntilExit()
            number += 1
        }
    }

    /// A record in another interval, the client's port another one, the same in both directions.
    private func record(_ fields: [Substring], round: Int, stamp: Int) -> String {
        var fields = fields
        let ports = fields[5...6].compactMap { UInt32($0) }
        if ports.count == 2, let chosen = ports.max(), chosen >= 1024, ports[0] != ports[1] {
            let mixed = (chosen &* 2_654_435_761 ^ UInt32(truncatingIfNeeded: round) &* 40_503) >> 8
            fields[ports[0] == chosen ? 5 : 6] = Substring("\(32_768 + mixed % 28_232)")
        }
        let begin = stamp + (Int(fields[10]) ?? 0) % 240
        fields[10] = Substring("\(begin)")
        fields[11] = Substring("\(begin + 50)")
        return fields.joined(separator: " ") + "\n"
    }
}
