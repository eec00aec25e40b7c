import Frames
import Support
import Testing

@testable import Terminal

/// What a terminal's bytes mean when they come at once and then stop.
func events(_ bytes: some Sequence<UInt8>, keys: KeySequences = KeySequences()) -> [TerminalEvent] {
    var decoder = KeyDecoder(keys: keys)
    decoder.feed(bytes)
    return drained(&decoder)
}

/// Every event that is there, silence included.
func drained(_ decoder: inout KeyDecoder) -> [TerminalEvent] {
    var found: [TerminalEvent] = []
    while true {
        if let event = decoder.next() ?? decoder.finish() {
            found.append(event)
        } else if decoder.patience == nil {
            return found
        }
    }
}

@Suite("Bytes become keys")
struct KeyDecoderTests {
    @Test(
        "a key's sequence is that key in every terminal",
        arguments: [
            ("\u{1B}[A", Key.up), ("\u{1B}OA", .up), ("\u{1B}[B", .down), ("\u{1B}OB", .down), ("\u{1B}[C", .right),
            ("\u{1B}OD", .left), ("\u{1B}[1;5A", .up), ("\u{1B}[a", .up), ("\u{1B}Od", .left),
            ("\u{1B}[H", .home), ("\u{1B}OH", .home), ("\u{1B}[1~", .home), ("\u{1B}[7~", .home),
            ("\u{1B}[F", .end), ("\u{1B}[4~", .end), ("\u{1B}[8~", .end), ("\u{1B}[5~", .pageUp), ("\u{1B}[6;2~", .pageDown),
            ("\u{1B}[3~", .delete), ("\u{1B}[Z", .backTab), ("\u{1B}OP", .function(1)), ("\u{1B}[11~", .function(1)),
            ("\u{1B}[[A", .function(1)), ("\u{1B}[[E", .function(5)), ("\u{1B}[15~", .function(5)),
            ("\u{1B}[21~", .function(10)), ("\u{1B}[24~", .function(12)), ("\u{1B}[1;2P", .function(1)),
            ("\u{1B}OM", .enter), ("\u{1B}Op", .character("0")), ("\u{1B}Oy", .character("9")), ("\u{1B}Oj", .character("*")),
            ("\r", .enter), ("\n", .enter), ("\t", .tab), ("\u{7F}", .backspace), ("\u{08}", .backspace),
            ("\u{04}", .control("d")), ("\u{15}", .control("u")), ("\u{03}", .control("c")),
            ("q", .character("q")), (" ", .character(" ")), ("é", .character("é")), ("漢", .character("漢")),
            ("🙂", .character("🙂")), ("\u{1B}", .escape),
        ])
    func sequence(bytes: String, key: Key) {
        #expect(events(bytes.utf8) == [.key(key)])
    }

    @Test(
        "a press of the left button and the wheel are told with their place; releases and other buttons are nothing",
        arguments: [
            ("\u{1B}[<0;1;1M", TerminalEvent.mouse(Mouse(.click, column: 0, row: 0))),
            ("\u{1B}[<0;300;90M", .mouse(Mouse(.click, column: 299, row: 89))),
            ("\u{1B}[<64;5;6M", .mouse(Mouse(.wheelUp, column: 4, row: 5))),
            ("\u{1B}[<65;5;6M", .mouse(Mouse(.wheelDown, column: 4, row: 5))),
            ("\u{1B}[<0;1;1m", nil), ("\u{1B}[<2;1;1M", nil), ("\u{1B}[<0;0;0M", nil), ("\u{1B}[<;;M", nil),
        ])
    func mouse(_ bytes: String, _ event: TerminalEvent?) {
        #expect(events(bytes.utf8) == (event.map { [$0] } ?? []))
    }

    @Test("Ctrl-L asks for the screen to be drawn whole")
    func repaint() {
        #expect(events([0x0C]) == [.repaint])
    }

    @Test("a key in pieces is one key", arguments: ["\u{1B}[1;5A", "\u{1B}OA", "漢", "🙂", "\u{1B}[[A", "\u{1B}[24~"])
    func pieces(bytes: String) {
        var decoder = KeyDecoder()
        var found: [TerminalEvent] = []
        for byte in bytes.utf8 {
            decoder.feed([byte])
            while let event = decoder.next() { found.append(event) }
        }
        #expect(found == events(bytes.utf8))
        #expect(found.count == 1)
        #expect(decoder.patience == nil)
    }

    @Test("Esc followed by a letter in one burst is Esc and the letter, as tmux and slow lines send it")
    func escapeThenLetter() {
        #expect(events("\u{1B}q".utf8) == [.key(.escape), .key(.character("q"))])
        #expect(events("\u{1B}\u{1B}".utf8) == [.key(.escape), .key(.escape)])
        #expect(events("\u{1B}[".utf8) == [.key(.escape), .key(.character("["))])
        #expect(events("\u{1B}O".utf8) == [.key(.escape), .key(.character("O"))])
        #expect(events("\u{1B}\u{1B}[A".utf8) == [.key(.escape), .key(.up)])
    }

    @Test("Esc alone waits 25 ms, a sequence under way half a second, nothing waits for nothing")
    func patience() {
        var decoder = KeyDecoder()
        #expect(decoder.patience == nil)
        decoder.feed([0x1B])
        #expect(decoder.next() == nil)
        #expect(decoder.patience == 25)
        decoder.feed(Array("[1;".utf8))
        #expect(decoder.next() == nil)
        #expect(decoder.patience == 500)
        #expect(decoder.finish() == nil)
        #expect(decoder.patience == nil)
    }

    @Test(
        "sequences that are no key never become letters",
        arguments: ["\u{1B}[?1;2c", "\u{1B}[I", "\u{1B}[<1;10;20M", "\u{1B}[99;99", "\u{1B}[2~", "\u{1B}[99999999999999999999~"])
    func unknown(bytes: String) {
        #expect(events(bytes.utf8) == [])
    }

    @Test("bytes that are no UTF-8 are dropped, and what follows is kept")
    func broken() {
        #expect(events([0xFF, 0x61]) == [.key(.character("a"))])
        #expect(events([0xC3, 0x61]) == [.key(.character("a"))])
        #expect(events([0xE6, 0xBC]) == [])
        #expect(events([0xED, 0xA0, 0x80, 0x62]) == [.key(.character("b"))])
        #expect(events([0xC2, 0x9B, 0x63]) == [.key(.character("c"))])
        #expect(events([0x00, 0x1C, 0x64]) == [.key(.character("d"))])
    }

    @Test("the terminal's own description of a key counts before the common ones")
    func described() {
        let keys = KeySequences { ["kcuu1": Array("\u{1B}A".utf8), "kf1": Array("\u{1B}[224z".utf8), "kcub1": [0x08]][$0] }
        #expect(events("\u{1B}A".utf8, keys: keys) == [.key(.up)])
        #expect(events("\u{1B}[224zx".utf8, keys: keys) == [.key(.function(1)), .key(.character("x"))])
        #expect(events([0x08], keys: keys) == [.key(.backspace)])
    }

    @Test("any bytes in any pieces end, and leave nothing half done")
    func anything() {
        var random = SeededRandom(seed: 42)
        for _ in 0..<300 {
            var decoder = KeyDecoder()
            let pool: [UInt8] = [0x1B, 0x5B, 0x4F, 0x32, 0x30, 0x31, 0x7E, 0x3B, 0xC3, 0xA9, 0x61, 0x0D]
            for _ in 0..<40 {
                let piece = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                    Bool.random(using: &random)
                        ? pool.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255, using: &random)
                }
                decoder.feed(piece)
                while decoder.next() != nil {}
                if Bool.random(using: &random) { _ = decoder.finish() }
            }
            _ = drained(&decoder)
            decoder.feed(Array("j".utf8))
            #expect(decoder.next() == .key(.character("j")))
        }
    }
}
