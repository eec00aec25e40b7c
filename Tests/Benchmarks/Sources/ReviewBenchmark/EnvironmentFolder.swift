import Environments
import Glibc

/// An environment as files of a folder that is removed afterwards, with notes that document some of its flows.
struct EnvironmentFolder {
    let path: String
    private let root: String

    init(_ environment: Environment) throws(ReviewFailure) {
        var template = Array("/tmp/sgscope-review-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ReviewFailure(message: "no folder: \(String(cString: strerror(errno)))") }
        root = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        path = root + "/input"
        mkdir(path, 0o700)
        try write("groups.json", environment.securityGroups())
        try write("interfaces.json", environment.networkInterfaces())
        for (name, bytes) in environment.places() { try write(name, bytes) }
        try write("sgscope.yaml", Array(Self.notes.utf8))
    }

    /// Notes by pattern, so that they speak of every team's groups; `any` asks of every group there is.
    private static let notes = """
        groups:
          - {title: Edge, match: {name-pattern: "*edge*"}, inbound: [{from: internet, ports: 443}]}
          - {title: Data, match: {name-pattern: "*data*"}, outbound: []}
        flows:
          allowed:
            - {from: internet, to: Edge, ports: 443, why: the front door}
          denied:
            - {from: internet, to: Data, why: never}
            - {from: any, to: Data, ports: 22, protocol: tcp, why: nobody logs in}
        audit:
          exceptions:
            - {finding: open-egress, group: Edge, reason: they call anybody}
        """

    private func write(_ name: String, _ bytes: [UInt8]) throws(ReviewFailure) {
        guard let file = fopen("\(path)/\(name)", "w") else { throw ReviewFailure(message: "cannot write \(path)/\(name)") }
        let written = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
        guard fclose(file) == 0, written == bytes.count else { throw ReviewFailure(message: "cannot write \(path)/\(name)") }
    }

    func remove() {
        guard let folder = opendir(path) else { return }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { unlink("\(path)/\(name)") }
        }
        closedir(folder)
        rmdir(path)
        unlink(root + "/output")
        rmdir(root)
    }
}
