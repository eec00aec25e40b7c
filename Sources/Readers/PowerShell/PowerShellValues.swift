/// What PowerShell's ConvertTo-Json makes of the objects of AWS Tools for PowerShell, where that is not what `aws` prints.
///
/// The members have the names that `aws` gives them. Windows PowerShell 5.1 wraps lists (`{"value": [...], "Count": 2}`) and every
/// PowerShell writes constants as objects (`{"Value": "in-use"}`); what lies deeper than `-Depth` becomes the name of its type.
///
/// Sources: https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/convertto-json and
/// https://docs.aws.amazon.com/sdkfornet/v3/apidocs/items/EC2/TIpPermission.html
extension JSONValue {
    /// The list in what Windows PowerShell wraps one in; nil for anything else.
    @inline(never)
    var powerShellList: JSONValue? {
        guard type == UInt8(ascii: "{"), count == 2, has("Count") else { return nil }
        guard let list = try? member("value"), list.type == UInt8(ascii: "[") else { return nil }
        return list
    }

    /// The text in what a constant of the SDK for .NET is written as; nil for anything else.
    @inline(never)
    var powerShellConstant: JSONValue? {
        guard type == UInt8(ascii: "{"), count == 1, let text = try? member("Value"), text.type == UInt8(ascii: "\"") else {
            return nil
        }
        return text
    }

    /// Whether it is what ConvertTo-Json writes in the place of what lies too deep: the name of a type of .NET.
    var isCutByPowerShell: Bool {
        guard type == UInt8(ascii: "\"") else { return false }
        return uncheckedText.hasPrefix("Amazon.") || uncheckedText.hasPrefix("System.")
    }
}
