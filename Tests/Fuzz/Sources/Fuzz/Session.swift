import CFuzz
import Foundation

/// One reader under the fuzzer, with the words of its seeds.
struct Session {
    private let subject: Subject
    private let words: [[UInt8]]

    init(_ subject: Subject, seeds: [[UInt8]]) {
        self.subject = subject
        words = Array(Set(seeds.flatMap { Self.words(of: $0) })).sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// More memory than this for an input is a failure.
    static func memoryLimit(_ size: Int) -> Int { 10 * size + 64 << 20 }

    /// Gives the reader an input, and holds what it took against the limit.
    func run(_ bytes: [UInt8]) {
        heap_meter_start()
        subject.run(bytes)
        let peak = Int(heap_meter_peak())
        if peak > Self.memoryLimit(bytes.count) {
            Self.fail("\(peak) bytes of memory for an input of \(bytes.count)")
        }
    }

    /// Ends the run as a crash does, so that libFuzzer keeps the input.
    static func fail(_ what: String) -> Never {
        FileHandle.standardError.write(Data("FAILED: \(what)\n".utf8))
        abort()
    }

    func mutated(_ bytes: [UInt8], _ random: inout SmallRandom) -> [UInt8] {
        switch subject.language {
        case .json: JSONMutation(bytes).mutated(words, &random)
        case .lines: LineMutation(bytes).mutated(words, &random)
        }
    }

    /// Texts between quotation marks, and runs of letters and digits.
    private static func words(of seed: [UInt8]) -> [[UInt8]] {
        let quoted = seed.split(separator: UInt8(ascii: "\"")).filter { $0.count <= 40 && !$0.contains(UInt8(ascii: "\n")) }
        let plain = seed.split { !(UInt8(ascii: "-")...UInt8(ascii: "z")).contains($0) }.filter { $0.count <= 40 }
        return (quoted + plain).map(Array.init)
    }
}
