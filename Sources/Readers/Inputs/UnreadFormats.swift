/// Formats that are recognised, so that a user learns what to give instead, but not read by this version.
enum UnreadFormats {
    static func outcome(_ root: JSONValue) -> Documents.Outcome? {
        if root.has("encrypted_data"), root.has("encryption_version") {
            return .notReadYet(what: "an encrypted OpenTofu state", instead: "give the output of tofu show -json")
        }
        return nil
    }
}
