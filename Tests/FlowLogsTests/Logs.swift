import CoreModel
import FlowLogs
import Foundation

/// Logs that tests read: those that were generated with the truth about them, and bytes that are made here.
enum Logs {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    static func path(_ name: String) -> String { folder.appending(path: name).path }

    static func text(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }

    /// The records in the generated events of CloudWatch.
    static func messages() throws -> [String] {
        let data = try Data(contentsOf: folder.appending(path: "web/cloudwatch/filter-log-events.json"))
        let whole = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        return (whole?["events"] as? [[String: Any]] ?? []).compactMap { $0["message"] as? String }
    }

    static func read(_ text: String, format: FlowLogFormat? = nil) -> FlowLogSet { read(Array(text.utf8), format: format) }

    static func read(_ bytes: [UInt8], format: FlowLogFormat? = nil) -> FlowLogSet {
        FlowLogReader(format: format).read(bytes, named: "log")
    }

    static let defaultHeader =
        "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status"

    /// Bytes as gzip data of one member, stored as they are.
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        var rest = bytes[...]
        repeat {
            let part = rest.prefix(65535)
            rest = rest.dropFirst(65535)
            let count = UInt16(part.count)
            result += [rest.isEmpty ? 1 : 0, UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8)]
            result += part
        } while !rest.isEmpty
        var check: UInt32 = .max
        for byte in bytes {
            check ^= UInt32(byte)
            for _ in 0..<8 { check = check & 1 != 0 ? check >> 1 ^ 0xEDB8_8320 : check >> 1 }
        }
        for number in [~check, UInt32(truncatingIfNeeded: bytes.count)] {
            result += (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
        }
        return result
    }

    static func gzip(_ text: String) -> [UInt8] { gzip(Array(text.utf8)) }

    static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// JSON text of what JSONSerialization writes.
    static func json(_ value: Any) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys]), as: UTF8.self)
    }
}

extension LoggedFlow {
    /// The flow in a line: "eni-1 10.0.0.1 > 10.0.0.2:443 tcp ACCEPT x2".
    var line: String {
        let port = service.map { "\($0.port)" } ?? "-"
        let ends =
            service?.side == .source
            ? "\(source?.description ?? "-"):\(port) > \(destination?.description ?? "-")"
            : "\(source?.description ?? "-") > \(destination?.description ?? "-"):\(port)"
        return "\(interface ?? "-") \(ends) \(ipProtocol?.description ?? "-") \(action.rawValue) x\(counts.records)"
    }
}

extension FlowLogSet {
    /// Its flows, one a line, sorted.
    var lines: [String] { flows.map(\.line).sorted() }

    /// What is wrong, one line each.
    var messages: [String] { problems.map(\.message) }
}
