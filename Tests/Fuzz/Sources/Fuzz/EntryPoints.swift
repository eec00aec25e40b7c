import CFuzz
import Foundation

// What libFuzzer calls. It has one thread, and calls LLVMFuzzerInitialize first.

nonisolated(unsafe) private var session: Session?

/// Chooses the reader and puts libFuzzer's own arguments in place of the given ones.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
    _ count: UnsafeMutablePointer<Int32>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>
) -> Int32 {
    let given = (0..<Int(count.pointee)).compactMap { arguments.pointee?[$0].map { String(cString: $0) } }
    guard given.count > 1, let subject = Subject(named: given[1]) else {
        FileHandle.standardError.write(
            Data(
                "usage: fuzz READER [-OPTION=VALUE...] [FILE...]\nREADER: \(Subject.all.map(\.name).joined(separator: ", "))\n"
                    .utf8))
        exit(64)
    }
    do {
        let files = FuzzFiles(subject)
        let seeds = try files.writeSeeds()
        session = Session(subject, seeds: seeds)
        let own = files.options(given.dropFirst(2))
        let texts = ([given[0]] + own).map { strdup($0) }
        let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: texts.count + 1)
        list.initialize(from: texts + [nil], count: texts.count + 1)
        arguments.pointee = list
        count.pointee = Int32(texts.count)
        return 0
    } catch {
        FileHandle.standardError.write(Data("\(error)\n".utf8))
        exit(66)
    }
}

/// Runs the reader once.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    session?.run(Array(UnsafeBufferPointer(start: start, count: size)))
    return 0
}

/// Changes an input; half of the time as the reader's language is written, else as libFuzzer does.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(_ start: UnsafeMutablePointer<UInt8>, _ size: Int, _ largest: Int, _ seed: UInt32) -> Int {
    guard let session else { return LLVMFuzzerMutate(start, size, largest) }
    var random = SmallRandom(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1)
    guard random.below(2) == 0 else { return LLVMFuzzerMutate(start, size, largest) }
    var bytes = Array(UnsafeBufferPointer(start: start, count: size))
    for _ in 0...random.below(3) { bytes = session.mutated(bytes, &random) }
    guard !bytes.isEmpty, bytes.count <= largest else { return LLVMFuzzerMutate(start, size, largest) }
    start.update(from: bytes, count: bytes.count)
    return bytes.count
}
