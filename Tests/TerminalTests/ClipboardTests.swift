import Foundation
import Testing

@testable import Terminal

@Suite("The clipboard of the terminal")
struct ClipboardTests {
    @Test("The base64 of any bytes is that of Foundation")
    func base64() {
        for length in 0..<70 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 200) }
            #expect(String(decoding: Clipboard.base64(bytes), as: UTF8.self) == Data(bytes).base64EncodedString())
        }
    }

    @Test("A text that terminals would drop is not sent")
    func tooLong() {
        #expect(Clipboard.sequence(String(repeating: "x", count: 60_000)) == nil)
        #expect(Clipboard.sequence(String(repeating: "x", count: 50_000)) != nil)
    }
}
