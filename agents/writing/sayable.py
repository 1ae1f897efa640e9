"""Addresses, keys, code and requests for money or secrets: what no text of ours holds, and no name is said with."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re

from agents.marking import clean
from tools.places.spelling import fold

_MAX_NAME = 90
_TLD = r"(?:com|net|org|io|co|info|biz|ru|cn|de|fr|es|it|uk|eu|xyz|top|site|online|app|dev|me|tv|shop|club|link|click|example|test|invalid|travel|tk|ml|ga|cf)"
_ADDRESS = re.compile(
    rf"(?:https?|hxxps?|ftp|javascript|data|mailto|tel|file)\s?:|www\.|\b[\w-]+(?:\.[\w-]+)*\.{_TLD}\b(?:/|\b)|[\w.+-]+@[\w-]+\.\w+"
    rf"|\b[\w-]+\s?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)| dot | punkt | punto | point )\s?{_TLD}\b|\b(?:bit\.ly|t\.me|wa\.me|goo\.gl)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?:\+|00)\s?\d[\d\s().-]{6,}\d|\b\d{3}[\s.-]\d{3}[\s.-]\d{3,4}\b|\(\d{2,4}\)\s?\d{3,}")
_CODE = re.compile(
    r"[<>`{}\\|]|\]\(|!\[|\[\[|\]\]|</|/>|#\w|=\s?[\"']|\b\w+\(\)|\b[a-z]+_[a-z_]+\b|\b(?:function_call|tool_call|tool_use|<\|)",
    re.IGNORECASE,
)
_KEY = re.compile(
    r"\b(?:sk|pk|rk|ghp|xox[abp]|AIza|AKIA|eyJ)[-_A-Za-z0-9]{12,}|\b(?=[A-Za-z0-9+/_-]*\d)(?=[A-Za-z0-9+/_-]*[A-Za-z])[A-Za-z0-9+/_-]{24,}\b"
)
_REQUEST = re.compile(
    r"\b(?:passwor[dt]s?|passwort\w*|contrasena|mot de passe|parola d'ordine|senha|wachtwoord|пароль|pin code|cvv|cvc|iban|swift code|wire transfer|bank (?:transfer|account|details)|bankverbindung|uberweis\w+|transferencia bancaria|virement|bonifico|overschrijving"
    r"|credit ?cards?|card (?:number|details)|kreditkart\w+|tarjeta de credito|numero de tarjeta|carte (?:bancaire|de credit)|carta di credito|cartao de credito|creditcard"
    r"|api[- ]?keys?|secret key|access token|system prompt|system message|developer message|previous instructions|vorherige anweisungen|instrucciones anteriores|instructions precedentes|istruzioni precedenti"
    r"|refund\w*|ruckerstattung\w*|erstattung\w*|reembolso\w*|remboursement\w*|rimborso|terugbetaling|gift ?cards?|bitcoin|crypto\w*|wallet address|western union|paypal|venmo|call (?:us|me|this number|now)|text us|whatsapp|telegram|click (?:here|the link|below)|klick\w* (?:hier|auf)|haz clic|cliquez|clicca|clique aqui"
    r"|scan (?:the|this) (?:qr )?code|download (?:the|this|our) (?:app|file)|log ?in (?:at|to|with)|sign in (?:at|to|with)|verify your|confirm your (?:identity|booking|account)|tenant|payee|booking reference|discount code|promo(?:tion(?:al)?)? code|coupon|gutscheincode|codigo promocional|code promo)\b"
    r"|パスワード|クレジットカード|暗証番号|システムプロンプト|返金|密码|信用卡|系统提示|退款|비밀번호|신용카드|시스템 프롬프트|환불|كلمة المرور|بطاقة الائتمان|кредитн\w+ карт|возврат\w* средств|системн\w+ (?:промпт|подсказк)",
)  # fmt: skip


def unsayable(text: str) -> str:
    """What in a text must not be said, in a word; empty when nothing."""
    if text != clean(text):
        return "hidden characters"
    folded = fold(text)
    for what, pattern, where in (
        ("address", _ADDRESS, text),
        ("phone", _PHONE, text),
        ("code", _CODE, text),
        ("key", _KEY, text),
        ("request", _REQUEST, folded),
    ):
        if pattern.search(where):
            return what
    return ""


def is_sayable(name: str) -> bool:
    """Whether a provider's name can stand in a sentence: one line, short, and nothing but a name."""
    plain = name.strip()
    if not plain or len(plain) > _MAX_NAME or "\n" in plain or len(plain.split()) > 14:
        return False
    return not unsayable(re.sub(r"[|#]", " ", plain)) and not _ORDER.search(fold(plain))


_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override|obey|you must|you are now|act as|pretend|reveal|print|repeat|output|respond|reply with|instructions?|ignorier\w*|vergiss|anweisung\w*|ignora\w*|olvida|instrucciones|ignore[zr]|oublie[rz]?|instructions|dimentica|istruzioni|negeer|instructies|игнорир\w*|инструкц\w*)\b|無視|指示|忽略|指令|무시|지시|تجاهل|तुरंत अनदेखा"
)
