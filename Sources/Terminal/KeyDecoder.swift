import Frames

/// Turns the bytes of a terminal into events: UTF-8 text, control and function keys, pasted text.
///
/// A pure machine: bytes in, events out; whoever reads the bytes tells it when the terminal has been silent for a while.
struct KeyDecoder {
    /// How long a sequence may halt before what came is taken as it is: Esc alone is a key.
    static let escapeMilliseconds = 25
    /// How long a sequence may halt that nobody types by hand: a slow link delivers it in pieces.
    static let sequenceMilliseconds = 500
    /// How long a paste may halt before it is taken as finished: its end may have been lost.
    static let pasteMilliseconds = 2000
    /// The bytes of a paste that are kept, more than a line of a log has; the rest is read and dropped.
    static let longestPaste = 1 << 15

    private let keys: KeySequences
    private var bytes: [UInt8] = []
    private var start = 0
    private var pasted: [UInt8]?
    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    init(keys: KeySequences = KeySequences()) {
        self.keys = keys
    }

    /// How long to wait for more before `settle`, nil when nothing is begun.
    var patience: Int? {
        if pasted != nil { return Self.pasteMilliseconds }
        guard start < bytes.count else { return nil }
        return bytes.count - start > 2 ? Self.sequenceMilliseconds : Self.escapeMilliseconds
    }

    /// Takes bytes as they come.
    mutating func feed(_ more: some Sequence<UInt8>) {
        bytes.removeFirst(start)
        start = 0
        bytes.append(contentsOf: more)
    }

    /// The next event that is complete.
    mutating func next() -> TerminalEvent? {
        while pasted != nil || start < bytes.count {
            switch pasted == nil ? step(isLast: false) : paste() {
            case .incomplete: return nil
            case .nothing: continue
            case .event(let event): return event
            }
        }
        return nil
    }

    /// The next event when no more bytes came in time.
    mutating func finish() -> TerminalEvent? {
        if let text = pasted {
            pasted = nil
            let rest = bytes[start...]
            start = bytes.count
            return .paste(Self.text(text + rest.prefix(max(0, Self.longestPaste - text.count))))
        }
        while start < bytes.count {
            if case .event(let event) = step(isLast: true) { return event }
        }
        return nil
    }

    private enum Step {
        case incomplete
        case nothing
        case event(TerminalEvent)
    }

    private mutating func step(isLast: Bool) -> Step {
        let byte = bytes[start]
        switch byte {
        case 0x1B: return sequence(isLast: isLast)
        case 0x0C: return take(1, .repaint)
        case 0x09: return take(1, .key(.tab))
        case 0x0A, 0x0D: return take(1, .key(.enter))
        case 0x08, 0x7F: return take(1, .key(.backspace))
        case 0x01...0x1A: return take(1, .key(.control(Character(Unicode.Scalar(byte + 0x60)))))
        case 0x20..<0x7F: return take(1, .key(.character(Character(Unicode.Scalar(byte)))))
        case 0x80...: return character(isLast: isLast)
        default: return take(1, nil)
        }
    }

    private mutating func take(_ count: Int, _ event: TerminalEvent?) -> Step {
        start += count
        return event.map(Step.event) ?? .nothing
    }

    /// One character of UTF-8; what is none is dropped.
    private mutating func character(isLast: Bool) -> Step {
        let length = bytes[start] >= 0xF0 ? 4 : bytes[start] >= 0xE0 ? 3 : 2
        let available = bytes[start...].prefix(length)
        let tail = available.dropFirst().prefix { $0 & 0xC0 == 0x80 }
        if tail.count + 1 < length {
            return tail.count + 1 == available.count && !isLast ? .incomplete : take(tail.count + 1, nil)
        }
        guard let text = String(validating: available, as: UTF8.self), let scalar = text.unicodeScalars.first,
            scalar.properties.generalCategory != .control
        else { return take(1, nil) }
        return take(length, .key(.character(Character(scalar))))
    }

    private mutating func sequence(isLast: Bool) -> Step {
        let rest = bytes[start...]
        guard rest.count > 1 else { return isLast ? take(1, .key(.escape)) : .incomplete }
        for length in stride(from: min(rest.count, 16), to: 1, by: -1) {
            if let key = keys.key(for: rest.prefix(length)) { return take(length, .key(key)) }
        }
        if !isLast && keys.isBeginning(rest) { return .incomplete }
        switch rest[start + 1] {
        case UInt8(ascii: "["): return controlSequence(isLast: isLast)
        case UInt8(ascii: "O"):
            guard rest.count > 2 else { return isLast ? take(1, .key(.escape)) : .incomplete }
            // Anything but a key's last byte was typed: Esc, then O.
            guard let key = KeySequences.application(final: rest[start + 2]) else { return take(1, .key(.escape)) }
            return take(3, .key(key))
        default: return take(1, .key(.escape))
        }
    }

    /// `ESC [`, parameters, a last byte; one that is no key is dropped as a whole.
    private mutating func controlSequence(isLast: Bool) -> Step {
        let body = bytes[(start + 2)...]
        if body.first == UInt8(ascii: "[") {  // the Linux console's F1 to F5
            guard body.count > 1 else { return isLast ? take(1, .key(.escape)) : .incomplete }
            let number = Int(body[start + 3]) - 0x40
            return take(4, (1...5).contains(number) ? .key(.function(number)) : nil)
        }
        let parameters = body.prefix { (0x20...0x3F).contains($0) }
        guard parameters.count < body.count else {
            guard isLast else { return .incomplete }
            return parameters.isEmpty ? take(1, .key(.escape)) : take(2 + parameters.count, nil)
        }
        let final = body[body.startIndex + parameters.count]
        guard (0x40...0x7E).contains(final) else { return take(2 + parameters.count, nil) }
        let text = String(decoding: parameters, as: UTF8.self)
        if text.hasPrefix("<"), final == UInt8(ascii: "M") || final == UInt8(ascii: "m") {
            return take(3 + parameters.count, Self.mouse(text, isPress: final == UInt8(ascii: "M")))
        }
        if final == UInt8(ascii: "~") && text == "200" {
            pasted = []
            return take(6, nil)
        }
        return take(3 + parameters.count, KeySequences.control(parameters: text, final: final).map(TerminalEvent.key))
    }

    /// What the mouse did, as xterm's SGR mode tells it: `<button;column;row`, 1 the first.
    private static func mouse(_ parameters: String, isPress: Bool) -> TerminalEvent? {
        let numbers = parameters.dropFirst().split(separator: ";").compactMap { Int($0) }
        guard isPress, numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return nil }
        let actions: [Int: Mouse.Action] = [0: .click, 64: .wheelUp, 65: .wheelDown]
        return actions[numbers[0]].map { .mouse(Mouse($0, column: numbers[1] - 1, row: numbers[2] - 1)) }
    }

    /// Collects pasted text up to its end mark, which may come in pieces.
    private mutating func paste() -> Step {
        guard var text = pasted else { return .nothing }
        // Kept once: what comes in many pieces is not copied with each of them.
        pasted = []
        while start < bytes.count {
            let rest = bytes[start...]
            if rest.starts(with: Self.pasteEnd) {
                pasted = nil
                return take(Self.pasteEnd.count, .paste(Self.text(text)))
            }
            if Self.pasteEnd.starts(with: rest) { break }
            let next = rest.dropFirst().firstIndex(of: 0x1B) ?? bytes.count
            text.append(contentsOf: rest.prefix(next - start).prefix(max(0, Self.longestPaste - text.count)))
            start = next
        }
        pasted = text
        return .incomplete
    }

    /// Line ends as they are in text; a terminal sends them as the Enter key.
    private static func text(_ bytes: [UInt8]) -> String {
        var bytes = bytes[...]
        if bytes.count >= longestPaste {
            // A character that was cut in the middle is none.
            while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
            if let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
        }
        var lines: [UInt8] = []
        lines.reserveCapacity(bytes.count)
        var previous: UInt8 = 0
        for byte in bytes {
            if byte == 0x0D {
                lines.append(0x0A)
            } else if !(byte == 0x0A && previous == 0x0D) {
                lines.append(byte)
            }
            previous = byte
        }
        return String(decoding: lines, as: UTF8.self)
    }
}
