import Files
import Glibc

/// A file that is read in pieces, or standard input.
///
/// It closes what it opened when nobody has it any more.
final class LogFile {
    private let descriptor: Int32
    private let isOwned: Bool
    /// What tells it from others, however it is named.
    let identity: [UInt64]
    /// What was looked at of its beginning; it is read from there on.
    private var beginning: [UInt8] = []

    /// Opens a file as ``OpenedFile`` does.
    init(path: String) throws(StopReading) {
        let opened: OpenedFile
        do throws(UnopenedFile) { opened = try OpenedFile(path: path) } catch {
            switch error {
            case .isNoFile(let what): throw StopReading(.isNoFile(what: what))
            case .code(let code): throw Self.error(code)
            }
        }
        descriptor = opened.descriptor
        isOwned = true
        identity = opened.identity
    }

    /// Standard input.
    init() {
        descriptor = 0
        isOwned = false
        identity = []
    }

    deinit {
        if isOwned { close(descriptor) }
    }

    /// Gives the file's pieces, one after the other.
    func read(_ take: (UnsafeBufferPointer<UInt8>) throws(StopReading) -> Void) throws(StopReading) {
        if !beginning.isEmpty {
            let known = beginning
            beginning = []
            try known.reading { (all) throws(StopReading) in try take(all) }
        }
        var room = [UInt8](repeating: 0, count: 1 << 17)
        while true {
            let count = try next(&room)
            if count == 0 { return }
            try room.reading { (all) throws(StopReading) in try take(UnsafeBufferPointer(rebasing: all[..<count])) }
        }
    }

    /// How it begins, for who must know what it is before others are read; it is read whole all the same.
    func begins(_ isEnough: ([UInt8]) -> Bool) -> [UInt8] {
        var room = [UInt8](repeating: 0, count: 1 << 14)
        while !isEnough(beginning), let count = try? next(&room), count > 0 {
            beginning += room[..<count]
        }
        return beginning
    }

    private func next(_ room: inout [UInt8]) throws(StopReading) -> Int {
        let size = room.count
        while true {
            let count = room.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, size) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw StopReading(.readFailed(reason: String(cString: strerror(errno)))) }
            return count
        }
    }

    static func error(_ code: Int32) -> StopReading {
        switch code {
        case ENOENT, ENOTDIR: StopReading(.noSuchFile)
        default: StopReading(.mayNotBeOpened(reason: String(cString: strerror(code))))
        }
    }
}
