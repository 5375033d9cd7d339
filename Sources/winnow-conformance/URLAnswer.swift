import WinnowModel

/// `{"href": ...}`, null where parsing fails.
func answerURL(_ question: JSONLine) -> String {
    var base: WebURL?
    if let text = question["base"] {
        base = WebURL.parse(text)
        if base == nil { return #"{"href": null}"# }
    }
    guard let input = question["input"], let url = WebURL.parse(input, base: base) else {
        return #"{"href": null}"#
    }
    return "{\"href\": \(jsonString(url.href))}"
}
